import type { CaseResult, TargetRun } from '#harness/contract/conformance-report.ts';
import type { ExpectedFailure } from '#harness/contract/target.ts';
import { matchesGlob } from './matches-glob.ts';
import { serverCases } from './server-cases.ts';

/**
 * Marks the failures that the target expects. An entry whose case did not fail, or that names no
 * case at all, is stale; cases that were not selected say nothing.
 */
export function judgeExpectations(
  results: readonly CaseResult[],
  expected: readonly ExpectedFailure[],
): Pick<TargetRun, 'results' | 'staleExpectations'> {
  const known = serverCases().map(({ id }) => id);
  const stale: string[] = [];
  for (const { case: glob, occurs } of expected) {
    const result = results.find(({ id }) => matchesGlob(id, glob));
    if (!known.some((id) => matchesGlob(id, glob))) {
      stale.push(`${glob} is expected to fail, but no such case exists`);
    } else if (result?.outcome.kind === 'pass' && occurs !== 'sometimes') {
      stale.push(`${glob} is expected to fail, but passes now: remove it from the target`);
    }
  }
  const marked = results.map((result) => {
    const entry = expected.find((one) => foresees(one, result));
    if (entry === undefined) return result;
    const { reason, link, occurs = 'always' } = entry;
    return { ...result, expectedFailure: { reason, link, occurs } };
  });
  return { results: marked, staleExpectations: stale };
}

function foresees(entry: ExpectedFailure, { id, outcome }: CaseResult): boolean {
  if (!matchesGlob(id, entry.case)) return false;
  if (outcome.kind === 'fail') return outcome.actual.includes(entry.came ?? '');
  return outcome.kind === 'pass' && entry.occurs === 'sometimes' && entry.came === undefined;
}
