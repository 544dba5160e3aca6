import type { History } from '#harness/contract/history.ts';
import type { IdRange } from '#harness/contract/history-event.ts';
import { IdSet } from '../status/id-set.ts';
import { ledgers } from './ledger.ts';

/** A struct's id. */
export interface Id {
  readonly client: number;
  readonly clock: number;
}

/**
 * What is lacking, piece by piece: the first id of every edit that made (or deleted) some of it, and of every
 * run that no edit did. Two edits may be lacking for two reasons.
 */
export function lackingPieces(
  history: History,
  room: string,
  of: 'inserted' | 'deleted',
  lacking: Iterable<IdRange>,
): Id[] {
  const lacked = new IdSet();
  lacked.addAll(lacking);
  if (lacked.ranges().next().done === true) return [];
  const ledger = ledgers(history).get(room);
  const ofEdits = (ledger?.edits ?? []).flatMap((edit): Id[] => {
    for (const range of edit[of]) {
      const clock = lacked.firstOf(range);
      if (clock !== undefined) return [{ client: range.client, clock }];
    }
    return [];
  });
  const ofNoEdit = ledger === undefined ? lacked.ranges() : ledger[of].missingFrom(lacked);
  return [...ofEdits, ...[...ofNoEdit].map(({ client, clock }) => ({ client, clock }))];
}
