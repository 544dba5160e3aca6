import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { PayloadRef } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { floodBound as boundOf, treeCost } from '#harness/topology/flood-bound.ts';
import { conclude, type Evidence } from './status/conclude.ts';
import { EditIndex, type IndexedEdit } from './status/edit-index.ts';
import { EditsThatWaited } from './status/edits-that-waited.ts';
import { liveConnections } from './status/live-connections.ts';
import { payloadReader } from './status/payload-reader.ts';
import { readFrame } from './status/read-frame.ts';
import { updateIdsOf } from './status/replica-states.ts';
import { updateIds, type UpdateIds } from './status/update-ids.ts';

const judged = { rule: 'ECON-1', title: 'An edit floods once' } as const;

/** The updates in a frame. */
const updatesOf = payloadReader((frame: Uint8Array): readonly UpdateIds[] =>
  readFrame(frame).flatMap((message) =>
    message.kind === 'update' || message.kind === 'step2' ? [updateIds(message.body)] : [],
  ),
);

/** What one edit cost. */
interface Cost {
  readonly entry: IndexedEdit;
  readonly sends: { readonly seq: number; readonly atMs: number; readonly device: string }[];
}

/**
 * Update messages that carry an edit stay within 2 x live connections - replicas + 1, counted over
 * the connections that lived while it spread. A frame that carries several edits counts once for
 * each. Sync steps are initial sync, and apart; so are deletions that Yjs derives, edits made twice by
 * different users, and edits that reached a replica before something they build on.
 */
export const floodBound: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const said: string[] = [];
    for (const room of history.rooms) {
      const costs = costsOf(history, room);
      const live = liveConnections(history, room);
      let dearest = { messages: 0, bound: 0, replicas: 0 };
      for (const { entry, sends } of costs) {
        const { edit, authors } = entry;
        const times = [edit, ...sends].map(({ atMs }) => atMs);
        const { connections, replicas } = live(Math.min(...times), Math.max(...times));
        const bound = boundOf(connections, replicas) + authors - 1;
        if (sends.length > dearest.messages) dearest = { messages: sends.length, bound, replicas };
        const excess = sends[bound];
        if (!excess) continue;
        const name = edit.token === undefined ? `edit ${edit.seq}` : `edit "${edit.token}"`;
        const detail =
          `${name} of ${edit.device} took ${sends.length} update messages, ${bound} are the bound ` +
          `for ${connections} connections and ${replicas} replicas; ${excess.device} sent the first one too many`;
        findings.push({ detail, seq: excess.seq, device: excess.device, room });
      }
      if (costs.length > 0)
        said.push(
          `${room}: ${costs.length} edits, at most ${dearest.messages} update messages each ` +
            `(bound ${dearest.bound}, a tree needs ${treeCost(dearest.replicas)})`,
        );
    }
    const evidence: Evidence =
      said.length > 0 ? { saw: said.join('; ') } : { missing: 'no update message carried an edit' };
    return conclude(judged, findings, evidence);
  },
};

/** The edits that were sent at all, each with the sends that carried it. */
function costsOf(history: History, room: string): Cost[] {
  const inRoom = history.events.filter((event) => 'room' in event && event.room === room);
  const index = new EditIndex(inRoom.flatMap((event) => (event.kind === 'edit' ? [event] : [])));
  const costs = new Map<IndexedEdit, Cost>(
    index.edits.map((entry) => [entry, { entry, sends: [] }]),
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
    if (event.kind === 'receive') waited.received(event, entries);
    if (event.kind !== 'send' || event.frame !== 'update') continue;
    const { seq, atMs, device } = event;
    for (const entry of entries) costs.get(entry)?.sends.push({ seq, atMs, device });
  }
  return [...costs.values()].filter(({ sends }) => sends.length > 0);
}
