import type { CaseResult } from '#harness/contract/conformance-report.ts';

/** What came of a case, in one sentence. */
export function sentenceOf({ outcome }: CaseResult): string {
  switch (outcome.kind) {
    case 'pass':
      return 'passed';
    case 'fail':
      return `expected ${outcome.expected}; came: ${outcome.actual}`;
    case 'unsupported':
      return `not run: ${outcome.reason}`;
    case 'error':
      return `the harness failed: ${outcome.message}`;
  }
}
