import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { IdSet } from '../status/id-set.ts';
import { memoized } from '../status/memoized.ts';

/** What the edits of one room made and deleted. */
export interface RoomLedger {
  readonly edits: readonly EventOf<'edit'>[];
  readonly inserted: IdSet;
  readonly deleted: IdSet;
}

/** The ledger of every room, from its edit events. */
export const ledgers = memoized((history: History): ReadonlyMap<string, RoomLedger> => {
  const rooms = new Map<string, { edits: EventOf<'edit'>[]; inserted: IdSet; deleted: IdSet }>(
    history.rooms.map((room) => [room, { edits: [], inserted: new IdSet(), deleted: new IdSet() }]),
  );
  for (const event of history.events) {
    if (event.kind !== 'edit') continue;
    const ledger = rooms.get(event.room);
    ledger?.edits.push(event);
    ledger?.inserted.addAll(event.inserted);
    ledger?.deleted.addAll(event.deleted);
  }
  return rooms;
});

/** The first edit that made or deleted a struct. */
export function editOf(
  ledger: RoomLedger,
  of: 'inserted' | 'deleted',
  id: { readonly client: number; readonly clock: number },
): EventOf<'edit'> | undefined {
  return ledger.edits.find((edit) =>
    edit[of].some(
      ({ client, clock, length }) =>
        client === id.client && clock <= id.clock && id.clock < clock + length,
    ),
  );
}

/** An edit in words: who, what and when. */
export function describeEdit(edit: EventOf<'edit'>): string {
  const what = edit.token === undefined ? edit.action : `"${edit.token}"`;
  return `${what}, which ${edit.device} wrote at ${(edit.atMs / 1_000).toFixed(3)} s`;
}
