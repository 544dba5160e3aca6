import type { Checker } from '#harness/contract/checker.ts';
import { compareGroup } from './content/compare-group.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'CONV-1', title: 'Every replica is equal' } as const;

/** At quiescence, all replicas of a room that the topology connects are equal. */
export const convergence: Checker = {
  ...judged,
  check(history) {
    const quiescent = finalSnapshots(history).filter(({ cause }) => cause === 'quiescent');
    const groups = history.rooms.map((room) =>
      quiescent.filter((snapshot) => snapshot.room === room),
    );
    const findings = groups.flatMap((group) => compareGroup(history, group));
    const compared = groups.filter((group) => group.length > 1);
    if (compared.length === 0) {
      return conclude(judged, findings, {
        missing: 'no room was held by two connected replicas at quiescence',
      });
    }
    const replicas = compared.flat();
    const digests = new Set(
      replicas.map((snapshot) => `${snapshot.room} ${factsOf(history, snapshot).digest().digest}`),
    );
    return conclude(judged, findings, {
      saw: `${replicas.length} replicas, ${digests.size} digest${digests.size === 1 ? '' : 's'}`,
    });
  },
};
