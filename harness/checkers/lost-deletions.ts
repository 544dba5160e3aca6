import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { copiesOf } from './content/book-of-copies.ts';
import { ledgers } from './content/ledger.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-2', title: 'What was deleted stays deleted' } as const;

/** What an edit deleted is deleted at the end in every replica, unless faults destroyed every copy of the deletion. */
export const lostDeletions: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    let deletions = 0;
    for (const [room, ledger] of ledgers(history)) {
      const deleting = ledger.edits.filter(({ deleted }) => deleted.length > 0);
      deletions += deleting.length;
      for (const snapshot of finalSnapshots(history).filter((final) => final.room === room)) {
        const { deletes, structs } = factsOf(history, snapshot);
        for (const { client, clock } of deleting.flatMap(({ deleted }) => deleted)) {
          if (deletes.has(client, clock) || !structs.has(client, clock)) continue;
          const entry = { client, clock, of: 'deletion' } as const;
          const { excused, why } = copiesOf(
            history,
            entry,
            snapshot.component ?? [snapshot.device],
          );
          if (excused) continue;
          const edit = deleting.find(({ deleted }) =>
            deleted.some((range) => range.client === client && range.clock === clock),
          );
          const { seq, device } = snapshot;
          findings.push({
            seq,
            device,
            room,
            detail: `${device} still shows ${client}:${clock}, which ${edit?.device ?? 'somebody'} deleted (${why})`,
          });
          break;
        }
      }
    }
    return conclude(
      judged,
      findings,
      deletions === 0
        ? { missing: 'no edit deleted anything' }
        : { saw: `${deletions} edits that deleted` },
    );
  },
};
