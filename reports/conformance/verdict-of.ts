import type { CaseResult } from '#harness/contract/conformance-report.ts';

/** `known`: fails, as the target says it does. */
export type CaseVerdict = 'pass' | 'fail' | 'known' | 'unsupported' | 'error';

export function verdictOf({ outcome, expectedFailure }: CaseResult): CaseVerdict {
  return outcome.kind === 'fail' && expectedFailure !== undefined ? 'known' : outcome.kind;
}

/** One character, told apart without colour; `±` for a race, whatever came of it this time. */
export function markOf(result: CaseResult): string {
  return result.expectedFailure?.occurs === 'sometimes' ? '±' : verdictMarks[verdictOf(result)];
}

const verdictMarks: Readonly<Record<CaseVerdict, string>> = {
  pass: '✓',
  fail: '✗',
  known: '✗',
  unsupported: '–',
  error: '!',
};
