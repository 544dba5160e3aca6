import type { CaseResult } from '#harness/contract/conformance-report.ts';

/** `known`: fails, as the target says it does. */
export type CaseVerdict = 'pass' | 'fail' | 'known' | 'unsupported' | 'error';

export function verdictOf({ outcome, expectedFailure }: CaseResult): CaseVerdict {
  return outcome.kind === 'fail' && expectedFailure !== undefined ? 'known' : outcome.kind;
}

/** One character each, told apart without colour. */
export const verdictMarks: Readonly<Record<CaseVerdict, string>> = {
  pass: '✓',
  fail: '✗',
  known: '✗',
  unsupported: '–',
  error: '!',
};
