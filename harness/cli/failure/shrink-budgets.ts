import type { RunRecord } from '#harness/contract/run-record.ts';
import type { ShrinkBudget } from '../shrink-failure.ts';

/**
 * Who may shrink: of the failures of one command the first of each rule, and of those the first `most`;
 * null for all others.
 */
export function createShrinkBudgets(
  most: number,
  budget: ShrinkBudget,
): (record: RunRecord) => ShrinkBudget | null {
  const rules = new Set<string>();
  return ({ via, checks }) => {
    const rule = checks.find(({ verdict }) => verdict === 'fail')?.rule;
    // Over real sockets a run takes real time, and is not the same run twice.
    if (rule === undefined || via !== 'memory' || rules.has(rule) || rules.size >= most)
      return null;
    rules.add(rule);
    return budget;
  };
}
