import type { Doc } from 'yjs';

/**
 * Tells, inside a handler of the document's `update` event, whether the update also holds structs or
 * deletions that had come earlier, from anywhere, and waited for others: Yjs integrates them in the
 * transaction that brings what they build on, under its origin. Whoever then leaves out the origin,
 * as one that knows the update, withholds from it for ever what others had sent.
 */
export function createMixedOrigins(doc: Doc): () => boolean {
  let structs: unknown = null;
  let deletions: unknown = null;
  doc.on('beforeTransaction', () => {
    structs = doc.store.pendingStructs;
    deletions = doc.store.pendingDs;
  });
  return () =>
    (structs !== null && structs !== doc.store.pendingStructs) ||
    (deletions !== null && deletions !== doc.store.pendingDs);
}
