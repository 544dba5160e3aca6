import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { ledgers } from './content/ledger.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-4', title: 'Nothing is there that nobody wrote' } as const;

/** Every struct at the end was made by an edit of its room in the history. */
export const nothingInvented: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history);
    const findings: Finding[] = [];
    for (const snapshot of finals) {
      const written = ledgers(history).get(snapshot.room);
      const invented = written?.inserted.firstMissingFrom(factsOf(history, snapshot).structs);
      if (invented === undefined) continue;
      const { seq, device, room } = snapshot;
      findings.push({
        seq,
        device,
        room,
        detail: `${device} holds ${invented.client}:${invented.clock}, which no edit made`,
      });
    }
    return conclude(
      judged,
      findings,
      finals.length === 0
        ? { missing: 'no replica was observed at the end' }
        : { saw: `${finals.length} replicas` },
    );
  },
};
