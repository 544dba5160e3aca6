import type { Checker } from '#harness/contract/checker.ts';
import { findingsAt } from './content/findings-at.ts';
import { finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'CONV-4', title: 'No replica waits for a missing update' } as const;

/** No replica holds pending structs or deletes at quiescence: a state vector does not show them. */
export const nothingStuck: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history);
    const findings = finals.flatMap((snapshot) => {
      const { device, pendingStructs, pendingDeletes } = snapshot;
      const pending = [
        ...(pendingStructs ? ['structs'] : []),
        ...(pendingDeletes ? ['deletes'] : []),
      ];
      return findingsAt(
        snapshot,
        pending.map(
          (what) => `${device} holds pending ${what}: an update they build on never came`,
        ),
      );
    });
    return conclude(
      judged,
      findings,
      finals.length === 0
        ? { missing: 'no replica was observed at the end' }
        : { saw: `${finals.length} replicas` },
    );
  },
};
