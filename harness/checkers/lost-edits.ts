import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { copiesOf } from './content/book-of-copies.ts';
import { describeEdit, editOf, ledgers, type RoomLedger } from './content/ledger.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-1', title: 'Every edit is there' } as const;

/**
 * Every struct that an edit made is at the end in every replica: visible, or deleted by an edit, or
 * excused because faults destroyed every copy of it.
 */
export const lostEdits: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history);
    const findings: Finding[] = [];
    let edits = 0;
    for (const [room, ledger] of ledgers(history)) {
      edits += ledger.edits.length;
      for (const snapshot of finals.filter((final) => final.room === room)) {
        const missing = absent(history, ledger, snapshot) ?? vanished(history, ledger, snapshot);
        if (missing !== undefined) findings.push(missing);
      }
    }
    return conclude(
      judged,
      findings,
      edits === 0 || finals.length === 0
        ? { missing: edits === 0 ? 'no edit was made' : 'no replica was observed at the end' }
        : { saw: `${edits} edits` },
    );
  },
};

/** The first struct of an edit that the replica has not got and that nothing excuses. */
function absent(
  history: History,
  ledger: RoomLedger,
  snapshot: EventOf<'snapshot'>,
): Finding | undefined {
  const { structs } = factsOf(history, snapshot);
  for (const edit of ledger.edits) {
    for (const range of edit.inserted) {
      const clock = structs.firstMissingOf(range);
      if (clock === undefined) continue;
      const entry = { client: range.client, clock, of: 'struct' } as const;
      const { excused, why } = copiesOf(history, entry, snapshot.component ?? [snapshot.device]);
      if (excused) continue;
      const { seq, device, room } = snapshot;
      return {
        seq,
        device,
        room,
        detail: `${device} never got ${describeEdit(edit)} (${range.client}:${clock}; ${why})`,
      };
    }
  }
  return undefined;
}

/**
 * The first struct that the replica has deleted though no edit deleted it. Only where the document itself
 * cannot delete: a map's overwritten values and what lies in a deleted parent vanish legally, and Yjs
 * clears redundant formats.
 */
function vanished(
  history: History,
  ledger: RoomLedger,
  snapshot: EventOf<'snapshot'>,
): Finding | undefined {
  const { structs, deletes } = factsOf(history, snapshot);
  for (const range of deletes.ranges()) {
    for (let { clock } = range; clock < range.clock + range.length; clock++) {
      if (ledger.deleted.has(range.client, clock) || ledger.derived.has(range.client, clock))
        continue;
      const edit = editOf(ledger, 'inserted', { client: range.client, clock });
      if (edit === undefined || !structs.has(range.client, clock) || !staysUnlessDeleted(edit))
        continue;
      const { seq, device, room } = snapshot;
      return {
        seq,
        device,
        room,
        detail: `${device} deleted ${describeEdit(edit)} (${range.client}:${clock}), though no edit deleted it`,
      };
    }
  }
  return undefined;
}

/** Whether what the edit inserted can only go by an edit that deletes it. */
function staysUnlessDeleted({ action, rootType }: EventOf<'edit'>): boolean {
  return rootType === 'text' && /^(text\.(insert|append|paste)|writing\.play)$/.test(action);
}
