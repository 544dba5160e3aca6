import type { History } from '#harness/contract/history.ts';
import { isRecord } from '#harness/contract/is-record.ts';
import type { Rule } from '#harness/contract/scenario.ts';
import type { CheckResult } from '#harness/contract/verdict.ts';
import { finalSnapshots } from '#harness/history/final-snapshots.ts';

/** Judges a scenario's own rules over what each replica holds at the end. */
export function judgeOwnRules(rules: readonly Rule[], history: History): readonly CheckResult[] {
  if (rules.length === 0) return [];
  const replicas = finalSnapshots(history).map(({ device, room, content }) => ({
    device,
    room,
    content: isRecord(content) ? content : {},
  }));
  return rules.map(({ id, title, judge }) => {
    if (replicas.length === 0) {
      return {
        rule: id,
        title,
        verdict: 'unknown',
        detail: 'no replica was observed at the end',
        findings: [],
      };
    }
    const findings = judge({ replicas });
    return {
      rule: id,
      title,
      verdict: findings.length === 0 ? 'pass' : 'fail',
      detail: findings[0]?.detail ?? `${replicas.length} replicas`,
      findings,
    };
  });
}
