import { reopenings } from '#harness/checkers/durable-kept.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import type { Piece } from './piece.ts';

/** What a storage had reported durable and did not give back at the restart that a finding names. */
export function findForgotten(history: History, { seq }: Finding): Piece | null {
  const reopening = reopenings(history).find(({ load }) => load.seq === seq);
  const [first] = reopening?.lost ?? [];
  if (reopening === undefined || first === undefined) return null;
  const { piece, structs } = first;
  const problem = 'missing';
  return { where: 'storage', piece, problem, structs, wrong: reopening.load, holders: [] };
}
