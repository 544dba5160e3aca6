import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'IDENT-1', title: 'No client id writes the same clock twice' } as const;

interface Written extends IdRange {
  readonly edit: EventOf<'edit'>;
  /** The update of the edit's transaction. */
  readonly payload: number | undefined;
}

/**
 * A client id and clock never name two different structs: two replicas with one client id (a cloned
 * device, a restored id) diverge for ever with equal state vectors, and Yjs says nothing. Named at the
 * second edit.
 */
export const identityReuse: Checker = {
  ...judged,
  check(history) {
    const byClient = new Map<number, { readonly written: Written[]; nextClock: number }>();
    const lastUpdate = new Map<string, number>();
    const findings: Finding[] = [];
    let edits = 0;
    for (const event of history.events) {
      if (event.kind === 'update' && event.origin.from === 'edit')
        lastUpdate.set(event.replica, event.payload);
      if (event.kind !== 'edit') continue;
      edits++;
      const payload = lastUpdate.get(event.replica);
      for (const range of event.inserted) {
        const known = byClient.get(range.client) ?? { written: [], nextClock: 0 };
        byClient.set(range.client, known);
        const other =
          range.clock >= known.nextClock
            ? undefined
            : known.written.find((earlier) => overlap(earlier, range));
        // A recorded writer may type the very same update again after its device lost it.
        if (other !== undefined && other.payload !== payload) {
          const { device, room, seq } = event;
          findings.push({
            seq,
            device,
            room,
            detail: `${device} wrote ${range.client}:${range.clock}, which ${other.edit.device} had written otherwise: two replicas use client id ${range.client}`,
          });
        }
        known.written.push({ ...range, edit: event, payload });
        known.nextClock = Math.max(known.nextClock, range.clock + range.length);
      }
    }
    return conclude(
      judged,
      findings,
      edits === 0 ? { missing: 'no edit was made' } : { saw: `${byClient.size} client ids` },
    );
  },
};

function overlap(a: IdRange, b: IdRange): boolean {
  return a.clock < b.clock + b.length && b.clock < a.clock + a.length;
}
