import { authored } from '#harness/checkers/content/authored.ts';
import { ledgers } from '#harness/checkers/content/ledger.ts';
import { factsOf } from '#harness/checkers/content/replica-facts.ts';
import type { IdSet } from '#harness/checkers/status/id-set.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { FindPiece } from './piece.ts';

/** A struct that no edit made, or a deletion that no edit made and that does not follow from any. */
export function findInvented(history: History, piece: 'insert' | 'delete'): FindPiece {
  const idsOf = (snapshot: EventOf<'snapshot'>): IdSet => {
    const { structs, deletes } = factsOf(history, snapshot);
    return piece === 'insert' ? structs : deletes;
  };
  return (group) => {
    const room = group[0]?.room ?? '';
    const known =
      piece === 'insert'
        ? ledgers(history).get(room)?.inserted
        : authored(history).get(room)?.mayBeDeleted;
    if (known === undefined) return null;
    for (const wrong of group) {
      const [structs] = known.missingFrom(idsOf(wrong));
      if (structs === undefined) continue;
      const { client, clock } = structs;
      const holders = group.filter((other) => idsOf(other).has(client, clock));
      return { where: 'replica', piece, problem: 'invented', structs, wrong, holders };
    }
    return null;
  };
}
