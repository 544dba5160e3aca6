import type { CheckResult, Finding } from '#harness/contract/verdict.ts';

/** A rule's id and the title of its checker. */
export interface Judged {
  readonly rule: string;
  readonly title: string;
}

/**
 * What was there to judge: one line of evidence, or what was missing. A checker without input must
 * say `missing`, so that it never passes for lack of it.
 */
export type Evidence = { readonly saw: string } | { readonly missing: string };

/** Findings make a `fail`, ordered by event; else missing input makes `unknown`; else it is a `pass`. */
export function conclude(
  { rule, title }: Judged,
  findings: readonly Finding[],
  evidence: Evidence,
): CheckResult {
  const ordered = findings.toSorted((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity));
  const first = ordered[0];
  if (first) return { rule, title, verdict: 'fail', detail: first.detail, findings: ordered };
  return 'missing' in evidence
    ? { rule, title, verdict: 'unknown', detail: evidence.missing, findings: [] }
    : { rule, title, verdict: 'pass', detail: evidence.saw, findings: [] };
}
