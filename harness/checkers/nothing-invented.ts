import type { Checker } from '#harness/contract/checker.ts';
import { findingsAt } from './content/findings-at.ts';
import { ledgers } from './content/ledger.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-4', title: 'Nothing is there that nobody wrote' } as const;

/** Every struct at the end was made by an edit of its room in the history. */
export const nothingInvented: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history);
    const findings = finals.flatMap((snapshot) => {
      const { device, room } = snapshot;
      const written = ledgers(history).get(room)?.inserted;
      const invented = [...(written?.missingFrom(factsOf(history, snapshot).structs) ?? [])];
      return findingsAt(
        snapshot,
        invented.map(
          ({ client, clock }) => `${device} holds ${client}:${clock}, which no edit made`,
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
