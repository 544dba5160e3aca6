import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { factsOf } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'STATE-1', title: 'No replica goes back' } as const;

/** State vector and delete set grow within one Y.Doc's life, as its snapshots show. */
export const stateGrows: Checker = {
  ...judged,
  check(history) {
    const latest = new Map<string, EventOf<'snapshot'>>();
    const findings: Finding[] = [];
    let compared = 0;
    for (const event of history.events) {
      if (event.kind !== 'snapshot' || event.cause === 'cold-start') continue;
      const before = latest.get(event.replica);
      latest.set(event.replica, event);
      if (before === undefined) continue;
      compared++;
      const [earlier, later] = [factsOf(history, before), factsOf(history, event)];
      const lost =
        later.structs.firstMissingFrom(earlier.structs) ??
        later.deletes.firstMissingFrom(earlier.deletes);
      if (lost === undefined) continue;
      findings.push({
        seq: event.seq,
        device: event.device,
        room: event.room,
        detail: `${event.device} held ${lost.client}:${lost.clock} at ${before.atMs} ms and no longer at ${event.atMs} ms`,
      });
    }
    return conclude(
      judged,
      findings,
      compared === 0
        ? { missing: 'no replica was observed twice' }
        : { saw: `${compared} pairs of snapshots` },
    );
  },
};
