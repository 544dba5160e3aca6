import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { CheckResult, RunVerdict } from '#harness/contract/verdict.ts';
import { marksOf } from './marks-of.ts';
import { judgeOwnRules } from './judge-own-rules.ts';

export interface Judgement {
  readonly verdict: RunVerdict;
  readonly checks: readonly CheckResult[];
  /** Why the run is unknown or unsupported, one sentence each. */
  readonly reasons: readonly string[];
}

/**
 * The verdict of a run: `fail` when a rule is broken; `pass` only with evidence, that is when every
 * step was due, every expected mark was reached and every rule that the scenario names could be judged.
 */
export function judge(
  scenario: Scenario,
  history: History,
  checkers: readonly Checker[],
  stuckAt: string | null,
): Judgement {
  const checks = [
    ...checkers.map((checker) => checker.check(history)),
    ...judgeOwnRules(scenario.ownRules ?? [], history),
  ];
  const unsupported = history.events.flatMap((event) =>
    event.kind === 'unsupported' ? [event.what] : [],
  );
  const marks = marksOf(history);
  const missing = scenario.expect.filter((mark) => !marks.has(mark));
  const unjudged = checks.filter(
    ({ rule, verdict }) => verdict === 'unknown' && scenario.rules.includes(rule),
  );
  const unchecked = scenario.rules.filter((rule) => checks.every((check) => check.rule !== rule));
  const reasons = [
    ...(stuckAt === null ? [] : [stuckAt]),
    ...missing.map((mark) => `the mark "${mark}" was never reached`),
    ...unjudged.map(({ rule, detail }) => `${rule} could not be judged: ${detail}`),
    ...unchecked.map((rule) => `${rule} has no checker`),
  ];
  const verdict = verdictOf(checks, unsupported, reasons);
  // What the carrier cannot do was left undone, and all else follows from that.
  return { verdict, checks, reasons: verdict === 'unsupported' ? unsupported : reasons };
}

function verdictOf(
  checks: readonly CheckResult[],
  unsupported: readonly string[],
  reasons: readonly string[],
): RunVerdict {
  if (checks.some(({ verdict }) => verdict === 'fail')) return 'fail';
  if (unsupported.length > 0) return 'unsupported';
  return reasons.length > 0 ? 'unknown' : 'pass';
}
