import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces } from './content/lacking-pieces.ts';
import { factsOf } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';
import { ReplicaStates } from './status/replica-states.ts';

const judged = { rule: 'STATE-1', title: 'No replica goes back' } as const;

/**
 * State vector and delete set grow within one Y.Doc's life: whatever a replica told in update events or
 * showed in a snapshot is in every later snapshot of it.
 */
export const stateGrows: Checker = {
  ...judged,
  check(history) {
    const before = new ReplicaStates(history);
    const findings: Finding[] = [];
    let compared = 0;
    for (const event of history.events) {
      before.feed(event);
      if (event.kind !== 'snapshot' || event.cause === 'cold-start') continue;
      const known = before.get(event.replica);
      if (known === undefined) continue;
      compared++;
      const now = factsOf(history, event);
      const { device, room } = event;
      const at = `${(event.atMs / 1_000).toFixed(3)} s`;
      const gone = lackingPieces(history, room, 'inserted', now.structs.missingFrom(known.structs));
      const shown = lackingPieces(history, room, 'deleted', now.deletes.missingFrom(known.deletes));
      findings.push(
        ...findingsAt(event, [
          ...gone.map(
            ({ client, clock }) =>
              `${device} had ${client}:${clock} and holds it no longer at ${at}`,
          ),
          ...shown.map(
            ({ client, clock }) =>
              `${device} had deleted ${client}:${clock} and shows it again at ${at}`,
          ),
        ]),
      );
      known.structs.addAll(now.structs.ranges());
      known.deletes.addAll(now.deletes.ranges());
    }
    return conclude(
      judged,
      findings,
      compared === 0
        ? { missing: 'no replica was observed after it opened' }
        : { saw: `${compared} snapshots` },
    );
  },
};
