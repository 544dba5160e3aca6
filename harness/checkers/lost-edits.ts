import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { authored } from './content/authored.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces } from './content/lacking-pieces.ts';
import { excusedOrNot, findingsOf, type Lack } from './content/lacks.ts';
import { describeEdit, editOf, ledgers } from './content/ledger.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-1', title: 'Every edit is there' } as const;

/**
 * Every struct that an edit made is at the end in every replica: visible, or deleted by an edit or by the
 * document itself when edits met, or excused because faults destroyed every copy of it.
 */
export const lostEdits: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history);
    const edits = [...ledgers(history).values()].reduce(
      (sum, ledger) => sum + ledger.edits.length,
      0,
    );
    const lacks = finals.flatMap((snapshot) => absent(history, snapshot));
    const judgedLacks = excusedOrNot(history, lacks);
    const { excused } = judgedLacks;
    const findings = [
      ...findingsOf(judgedLacks, neverGot),
      ...finals.flatMap((snapshot) => vanished(history, snapshot)),
    ];
    if (edits === 0) return conclude(judged, findings, { missing: 'no edit was made' });
    if (finals.length === 0)
      return conclude(judged, findings, { missing: 'no replica was observed at the end' });
    const excuses = excused === 0 ? '' : `, ${excused} excused at a replica each`;
    return conclude(judged, findings, {
      saw: `${edits} ${edits === 1 ? 'edit' : 'edits'}${excuses}`,
    });
  },
};

/** Of every edit that the replica has not got in full, the first struct that it lacks. */
function absent(history: History, snapshot: EventOf<'snapshot'>): Lack[] {
  const { structs } = factsOf(history, snapshot);
  const edits = ledgers(history).get(snapshot.room)?.edits ?? [];
  return edits.flatMap((edit) =>
    edit.inserted.flatMap((range): Lack[] => {
      const clock = structs.firstMissingOf(range);
      if (clock === undefined) return [];
      const { room } = snapshot;
      return [{ snapshot, edit, entry: { room, client: range.client, clock, of: 'struct' } }];
    }),
  );
}

function neverGot({ snapshot, edit, entry }: Lack, why: string): string {
  const id = `${entry.client}:${entry.clock}`;
  return `${snapshot.device} never got ${describeEdit(edit)} (${id}; ${why})`;
}

/** Of every edit, the first struct that the replica has deleted though nothing that was written deletes it. */
function vanished(history: History, snapshot: EventOf<'snapshot'>): Finding[] {
  const { device, room } = snapshot;
  const written = authored(history).get(room);
  const ledger = ledgers(history).get(room);
  if (written === undefined || ledger === undefined) return [];
  const gone = written.mayBeDeleted.missingFrom(factsOf(history, snapshot).deletes);
  const details = lackingPieces(history, room, 'inserted', gone).flatMap(({ client, clock }) => {
    const edit = editOf(ledger, 'inserted', { client, clock });
    // Structs that no edit made are LOSS-4's.
    if (edit === undefined || !written.structs.has(client, clock)) return [];
    return [
      `${device} deleted ${describeEdit(edit)} (${client}:${clock}), though no edit deleted it`,
    ];
  });
  return findingsAt(snapshot, details);
}
