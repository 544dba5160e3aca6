import type { Documents, PostOffice } from '#harness/carrier/documents.ts';

/** Documents that a post office connects, some of which another implementation than yjs may keep. */
export function withPost(documents: Documents, post: PostOffice): Documents {
  return {
    ...documents,
    post,
    edit: (replica, request, recorder) =>
      replica.foreign === undefined
        ? documents.edit(replica, request, recorder)
        : { replica: replica.id, ...replica.foreign.edit(request) },
  };
}
