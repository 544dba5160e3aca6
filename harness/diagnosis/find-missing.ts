import { bookOfCopies, type LedgerEntry } from '#harness/checkers/content/book-of-copies.ts';
import { excuseOf } from '#harness/checkers/content/excuse.ts';
import { ledgers } from '#harness/checkers/content/ledger.ts';
import { factsOf } from '#harness/checkers/content/replica-facts.ts';
import type { IdSet } from '#harness/checkers/status/id-set.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { FindPiece, Piece } from './piece.ts';

type Snapshot = EventOf<'snapshot'>;

/**
 * The first thing an edit did, in the order of edits, that some replica of the group lacks: one that
 * another has, or else one that the book of copies does not excuse.
 */
export function findMissing(history: History, piece: 'insert' | 'delete'): FindPiece {
  const idsOf = (snapshot: Snapshot): IdSet => {
    const facts = factsOf(history, snapshot);
    return piece === 'insert' ? facts.structs : facts.deletes;
  };
  return (group) => {
    const room = group[0]?.room ?? '';
    const untilSeq = Math.max(...group.map(({ seq }) => seq));
    const nowhere: Piece[] = [];
    for (const edit of ledgers(history).get(room)?.edits ?? []) {
      if (edit.seq > untilSeq) break;
      for (const range of piece === 'insert' ? edit.inserted : edit.deleted) {
        const wrong = group.find((snapshot) => lacks(idsOf(snapshot), range));
        if (wrong === undefined) continue;
        const [structs = range] = idsOf(wrong).gapsIn(range);
        const holders = group.filter((snapshot) => !lacks(idsOf(snapshot), structs));
        const found = {
          where: 'replica',
          piece,
          problem: 'missing',
          structs,
          wrong,
          holders,
        } as const;
        if (holders.length > 0) return found;
        nowhere.push(found);
      }
    }
    return firstLoss(history, nowhere) ?? firstDisputed(group, piece, idsOf);
  };
}

function lacks(ids: IdSet, range: IdRange): boolean {
  return ids.firstMissingOf(range) !== undefined;
}

/** The first of the pieces that no replica of the group has and nothing excuses. */
function firstLoss(history: History, pieces: readonly Piece[]): Piece | null {
  const entries = pieces.map(({ structs, piece, wrong }): LedgerEntry => {
    const { client, clock } = structs;
    return { room: wrong.room, client, clock, of: piece === 'insert' ? 'struct' : 'deletion' };
  });
  const pages = bookOfCopies(history, entries);
  return (
    pieces.find(({ wrong }, index) => {
      const page = pages[index];
      return page !== undefined && !excuseOf(page, wrong.component ?? [wrong.device]).excused;
    }) ?? null
  );
}

/** What no edit did and one replica has and another has not. */
function firstDisputed(
  group: readonly Snapshot[],
  piece: 'insert' | 'delete',
  idsOf: (snapshot: Snapshot) => IdSet,
): Piece | null {
  for (const holder of group)
    for (const wrong of group) {
      const [structs] = idsOf(wrong).missingFrom(idsOf(holder));
      if (structs === undefined) continue;
      const holders = group.filter((snapshot) => !lacks(idsOf(snapshot), structs));
      return { where: 'replica', piece, problem: 'missing', structs, wrong, holders };
    }
  return null;
}
