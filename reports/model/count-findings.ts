import type { Finding } from '#harness/contract/verdict.ts';

/** How many findings there are, with those that a last one stands for. */
export function countFindings(findings: readonly Finding[]): number {
  return findings.reduce((sum, { unlisted }) => sum + (unlisted ?? 1), 0);
}
