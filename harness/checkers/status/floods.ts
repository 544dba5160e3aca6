import type { History } from '#harness/contract/history.ts';
import type { EventOf, PayloadRef } from '#harness/contract/history-event.ts';
import { floodBound } from '#harness/topology/flood-bound.ts';
import { EditIndex, type IndexedEdit } from './edit-index.ts';
import { EditsThatWaited } from './edits-that-waited.ts';
import { liveConnections } from './live-connections.ts';
import { memoized } from './memoized.ts';
import { payloadReader } from './payload-reader.ts';
import { readFrame } from './read-frame.ts';
import { updateIdsOf } from './replica-states.ts';
import { updateIds, type UpdateIds } from './update-ids.ts';

/** The updates in a frame. */
const updatesOf = payloadReader((frame: Uint8Array): readonly UpdateIds[] =>
  readFrame(frame).flatMap((message) =>
    message.kind === 'update' || message.kind === 'step2' ? [updateIds(message.body)] : [],
  ),
);

/** How one edit spread through a room. */
export interface Flood {
  readonly edit: EventOf<'edit'>;
  /** The update messages that carried it. */
  readonly sends: readonly EventOf<'send' | 'receive'>[];
  /** Those by which a listener sent it back over a connection that had brought it. */
  readonly sentBack: number;
  readonly connections: number;
  readonly replicas: number;
  /** Most messages that flooding takes. */
  readonly bound: number;
}

interface Cost {
  readonly entry: IndexedEdit;
  readonly sends: EventOf<'send' | 'receive'>[];
  readonly broughtTo: Set<string>;
  sentBack: number;
}

/** Every edit that was sent at all, by room. */
export const floods = memoized(
  (history: History): ReadonlyMap<string, readonly Flood[]> =>
    new Map(history.rooms.map((room) => [room, floodsIn(history, room)])),
);

function floodsIn(history: History, room: string): Flood[] {
  const live = liveConnections(history, room);
  return costsOf(history, room).map(({ entry, sends, sentBack }) => {
    const { edit, authors } = entry;
    const times = [edit, ...sends].map(({ atMs }) => atMs);
    const { connections, replicas } = live(Math.min(...times), Math.max(...times));
    const bound = floodBound(connections, replicas) + authors - 1;
    return { edit, sends, sentBack, connections, replicas, bound };
  });
}

function costsOf(history: History, room: string): Cost[] {
  const inRoom = history.events.filter((event) => 'room' in event && event.room === room);
  const index = new EditIndex(inRoom.flatMap((event) => (event.kind === 'edit' ? [event] : [])));
  const costs = new Map<IndexedEdit, Cost>(
    index.edits.map((entry) => [entry, { entry, sends: [], broughtTo: new Set(), sentBack: 0 }]),
  );
  const waited = new EditsThatWaited();
  const carried = new Map<PayloadRef, readonly IndexedEdit[]>();
  for (const event of inRoom) {
    if (event.kind === 'update' && event.origin.from === 'derived') {
      const ids = updateIdsOf(history)(event.payload);
      for (const entry of index.deletedBy(ids?.deletes ?? [])) costs.delete(entry);
    }
    if (event.kind === 'update' && event.origin.from === 'connection') {
      const ids = updateIdsOf(history)(event.payload);
      for (const entry of ids === undefined ? [] : index.carriedBy(ids))
        if (waited.hasWaited(event, entry)) costs.delete(entry);
    }
    if (event.kind !== 'send' && event.kind !== 'receive') continue;
    if (event.frame !== 'update' && event.frame !== 'step2') continue;
    let entries = carried.get(event.payload);
    if (!entries) {
      const updates = updatesOf(history)(event.payload) ?? [];
      entries = [...new Set(updates.flatMap((update) => index.carriedBy(update)))];
      carried.set(event.payload, entries);
    }
    if (event.kind === 'receive') {
      waited.received(event, entries);
      if (event.end === 'listener')
        for (const entry of entries) costs.get(entry)?.broughtTo.add(event.connection);
    }
    if (event.kind !== 'send' || event.frame !== 'update') continue;
    for (const entry of entries) {
      const cost = costs.get(entry);
      if (cost === undefined) continue;
      cost.sends.push(event);
      if (event.end === 'listener' && cost.broughtTo.has(event.connection)) cost.sentBack++;
    }
  }
  return [...costs.values()].filter(({ sends }) => sends.length > 0);
}
