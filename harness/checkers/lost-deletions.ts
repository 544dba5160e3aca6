import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { excusedOrNot, findingsOf, type Lack } from './content/lacks.ts';
import { ledgers } from './content/ledger.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-2', title: 'What was deleted stays deleted' } as const;

/**
 * What an edit deleted is deleted at the end in every replica that has it at all, unless faults destroyed
 * every copy of the deletion.
 */
export const lostDeletions: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history);
    const deletions = [...ledgers(history).values()]
      .flatMap(({ edits }) => edits)
      .filter(({ deleted }) => deleted.length > 0).length;
    const judgedLacks = excusedOrNot(
      history,
      finals.flatMap((snapshot) => stillThere(history, snapshot)),
    );
    const { excused } = judgedLacks;
    const findings = findingsOf(judgedLacks, stillShows);
    if (deletions === 0) return conclude(judged, findings, { missing: 'no edit deleted anything' });
    if (finals.length === 0)
      return conclude(judged, findings, { missing: 'no replica was observed at the end' });
    const excuses = excused === 0 ? '' : `, ${excused} excused at a replica each`;
    return conclude(judged, findings, { saw: `${deletions} edits that deleted${excuses}` });
  },
};

/** Of every range that an edit deleted, the first id that the replica holds and has not deleted. */
function stillThere(history: History, snapshot: EventOf<'snapshot'>): Lack[] {
  const { deletes, structs } = factsOf(history, snapshot);
  const edits = ledgers(history).get(snapshot.room)?.edits ?? [];
  return edits.flatMap((edit) =>
    edit.deleted.flatMap((range): Lack[] => {
      for (const { client, clock, length } of deletes.gapsIn(range)) {
        for (let next = clock; next < clock + length; next++) {
          if (!structs.has(client, next)) continue;
          const { room } = snapshot;
          return [{ snapshot, edit, entry: { room, client, clock: next, of: 'deletion' } }];
        }
      }
      return [];
    }),
  );
}

function stillShows({ snapshot, edit, entry }: Lack, why: string): string {
  const at = `${(edit.atMs / 1_000).toFixed(3)} s`;
  return `${snapshot.device} still shows ${entry.client}:${entry.clock}, which ${edit.device} deleted at ${at} (${why})`;
}
