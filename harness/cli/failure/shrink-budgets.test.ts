import { expect, test } from 'vitest';
import { lostRun, stormRun, stuckRun } from '#reports/testing/failing-runs.ts';
import { createShrinkBudgets } from './shrink-budgets.ts';

test('the first failure of each rule is shrunk, up to a number, and none over real sockets', () => {
  const budget = { runs: 1, events: 1 };
  const budgetOf = createShrinkBudgets(2, budget);
  const lost = lostRun().record;
  expect(budgetOf({ ...lost, via: 'toxiproxy' })).toBeNull();
  expect(budgetOf(lost)).toBe(budget);
  expect(budgetOf(lost)).toBeNull();
  expect(budgetOf(stuckRun().record)).toBe(budget);
  expect(budgetOf(stormRun().record)).toBeNull();
});
