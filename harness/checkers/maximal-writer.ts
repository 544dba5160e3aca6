import type { Checker } from '#harness/contract/checker.ts';
import { getState, type Doc } from 'yjs';
import type { Finding } from '#harness/contract/verdict.ts';
import { reload } from './content/reload.ts';
import { finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';
import { ReplicaStates } from './status/replica-states.ts';

const judged = { rule: 'MAP-1', title: 'A map shows a latest write' } as const;

interface Write {
  readonly device: string;
  readonly client: number;
  readonly clock: number;
  /** Later writes to the key that had seen this one. */
  readonly overwrittenBy: { readonly client: number; readonly clock: number }[];
}

/**
 * The value of a map's key was written by a write that no other write to the key had seen: of
 * concurrent writes any may win, of successive ones the last.
 */
export const maximalWriter: Checker = {
  ...judged,
  check(history) {
    const states = new ReplicaStates(history);
    const writes = new Map<string, Write[]>();
    for (const event of history.events) {
      states.feed(event);
      if (event.kind !== 'edit' || event.action !== 'map.set') continue;
      const [made] = event.inserted;
      if (made === undefined) continue;
      const key = `${event.room}\n${event.root}\n${String(event.args[1])}`;
      const known = writes.get(key) ?? [];
      writes.set(key, known);
      const seen = states.get(event.replica)?.structs;
      for (const earlier of known)
        if (seen?.has(earlier.client, earlier.clock) === true) earlier.overwrittenBy.push(made);
      known.push({
        device: event.device,
        client: made.client,
        clock: made.clock,
        overwrittenBy: [],
      });
    }
    const findings: Finding[] = [];
    for (const { seq, device, room, payload } of finalSnapshots(history)) {
      const doc = reload(history.payload(payload));
      for (const [key, known] of writes) {
        const [of, root = '', field = ''] = key.split('\n');
        if (of !== room) continue;
        const winner = winnerOf(doc, root, field);
        const stale = known.find(
          ({ client, clock }) => client === winner?.client && clock === winner.clock,
        );
        // Only an overwriting that has arrived here counts: whether it should have is LOSS-1.
        if (
          stale?.overwrittenBy.some(({ client, clock }) => getState(doc.store, client) > clock) !==
          true
        )
          continue;
        findings.push({
          seq,
          device,
          room,
          detail: `${device} shows for "${field}" of "${root}" what ${stale.device} wrote, though it was overwritten later`,
        });
      }
      doc.destroy();
    }
    return conclude(
      judged,
      findings,
      writes.size === 0 ? { missing: 'no map was written' } : { saw: `${writes.size} keys` },
    );
  },
};

/** The id of the item that a key shows. */
function winnerOf(
  doc: Doc,
  root: string,
  field: string,
): { client: number; clock: number } | undefined {
  const item = doc.getMap(root)._map.get(field);
  return item === undefined || item.deleted ? undefined : item.id;
}
