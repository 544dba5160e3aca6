import { ContentFormat, Doc, Item } from 'yjs';
import type { History } from '#harness/contract/history.ts';
import { IdSet } from '../status/id-set.ts';
import { memoized } from '../status/memoized.ts';
import { idsOfDoc } from './ids-of-doc.ts';
import { mergeInto } from './merge-into.ts';

/** All that the users of a room wrote, and nothing else. */
export interface Authored {
  /** Every edit's update merged, nothing collected: deleted items keep their place and content. */
  readonly doc: Doc;
  /** Ids of `doc`. What builds on structs that no edit made is in neither set. */
  readonly structs: IdSet;
  /**
   * What may be gone at the end: deleted by an edit, by the document itself when the edits meet (a map's
   * overwritten values, what lies in a deleted parent), or a format mark, which Yjs clears when redundant.
   */
  readonly mayBeDeleted: IdSet;
  /** Format marks among them. */
  readonly formats: IdSet;
}

/** What was written in each room, from the updates of its edits. Updates that cannot be read are left out. */
export const authored = memoized((history: History): ReadonlyMap<string, Authored> => {
  const updates = new Map<string, Uint8Array[]>(history.rooms.map((room) => [room, []]));
  const explicit = new Map<string, IdSet>(history.rooms.map((room) => [room, new IdSet()]));
  for (const event of history.events) {
    if (event.kind === 'edit') explicit.get(event.room)?.addAll(event.deleted);
    if (event.kind === 'update' && event.origin.from === 'edit')
      updates.get(event.room)?.push(history.payload(event.payload));
  }
  return new Map(
    [...updates].map(([room, written]) => {
      const doc = new Doc({ gc: false });
      mergeInto(doc, written);
      const { structs, deletes: mayBeDeleted } = idsOfDoc(doc);
      const formats = formatsIn(doc);
      mayBeDeleted.addAll(explicit.get(room)?.ranges() ?? []);
      mayBeDeleted.addAll(formats.ranges());
      return [room, { doc, structs, mayBeDeleted, formats }];
    }),
  );
});

function formatsIn(doc: Doc): IdSet {
  const formats = new IdSet();
  for (const [client, structs] of doc.store.clients)
    for (const struct of structs)
      if (struct instanceof Item && struct.content instanceof ContentFormat)
        formats.add({ client, clock: struct.id.clock, length: struct.length });
  return formats;
}
