import type { CaseResult, TargetRun } from '#harness/contract/conformance-report.ts';
import type { ExpectedFailure } from '#harness/contract/target.ts';
import { serverCases } from './server-cases.ts';

/**
 * Marks the failures that the target expects. An entry whose case did not fail, or that names no
 * case at all, is stale; cases that were not selected say nothing.
 */
export function judgeExpectations(
  results: readonly CaseResult[],
  expected: readonly ExpectedFailure[],
): Pick<TargetRun, 'results' | 'staleExpectations'> {
  const known = new Set(serverCases().map(({ id }) => id));
  const stale: string[] = [];
  for (const { case: id, occurs } of expected) {
    const result = results.find((one) => one.id === id);
    if (!known.has(id)) stale.push(`${id} is expected to fail, but no such case exists`);
    else if (result?.outcome.kind === 'pass' && occurs !== 'sometimes') {
      stale.push(`${id} is expected to fail, but passes now: remove it from the target`);
    }
  }
  const marked = results.map((result) => {
    const entry = expected.find((one) => one.case === result.id);
    if (entry === undefined || result.outcome.kind !== 'fail') return result;
    return { ...result, expectedFailure: { reason: entry.reason, link: entry.link } };
  });
  return { results: marked, staleExpectations: stale };
}
