import {
  applyUpdate,
  ContentFormat,
  createDeleteSetFromStructStore,
  Doc,
  getState,
  Item,
  transact,
} from 'yjs';
import type { History } from '#harness/contract/history.ts';
import { IdSet } from '../status/id-set.ts';
import { memoized } from '../status/memoized.ts';

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
      const doc = merged(written);
      const { structs, mayBeDeleted } = idsOf(doc);
      mayBeDeleted.addAll(explicit.get(room)?.ranges() ?? []);
      return [room, { doc, structs, mayBeDeleted }];
    }),
  );
});

function merged(updates: readonly Uint8Array[]): Doc {
  const doc = new Doc({ gc: false });
  transact(doc, () => {
    for (const update of updates) {
      try {
        applyUpdate(doc, update);
      } catch {
        // Two writers with one client id can make updates that do not fit each other: IDENT-1 says so.
      }
    }
  });
  return doc;
}

function idsOf(doc: Doc): { structs: IdSet; mayBeDeleted: IdSet } {
  const structs = new IdSet();
  const mayBeDeleted = new IdSet();
  for (const client of doc.store.clients.keys())
    structs.add({ client, clock: 0, length: getState(doc.store, client) });
  for (const [client, items] of createDeleteSetFromStructStore(doc.store).clients)
    for (const { clock, len } of items) mayBeDeleted.add({ client, clock, length: len });
  for (const [client, list] of doc.store.clients)
    for (const struct of list)
      if (struct instanceof Item && struct.content instanceof ContentFormat)
        mayBeDeleted.add({ client, clock: struct.id.clock, length: struct.length });
  return { structs, mayBeDeleted };
}
