import type { CaseResult } from '#harness/contract/conformance-report.ts';
import { verdictOf, type CaseVerdict } from './verdict-of.ts';

const words: readonly (readonly [CaseVerdict, string])[] = [
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['known', 'known to fail'],
  ['unsupported', 'unsupported'],
  ['error', 'errors of the harness'],
];

/** `118 pass, 4 fail, 18 unsupported`. */
export function countVerdicts(results: readonly CaseResult[]): string {
  return words
    .map(([verdict, word]) => ({
      word,
      count: results.filter((result) => verdictOf(result) === verdict).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`)
    .join(', ');
}
