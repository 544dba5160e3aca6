import type { History } from '#harness/contract/history.ts';
import type { Json } from '#harness/contract/json.ts';
import type { Rule } from '#harness/contract/scenario.ts';
import type { CheckResult } from '#harness/contract/verdict.ts';

/** Judges a scenario's own rules over what each replica holds at the end. */
export function judgeOwnRules(rules: readonly Rule[], history: History): readonly CheckResult[] {
  if (rules.length === 0) return [];
  const replicas = history.events.flatMap((event) =>
    event.kind === 'snapshot' && (event.cause === 'quiescent' || event.cause === 'component')
      ? [
          {
            device: event.device,
            room: event.room,
            seq: event.seq,
            content: event.content as Readonly<Record<string, Json>>,
          },
        ]
      : [],
  );
  const last = new Map(replicas.map((replica) => [`${replica.device} ${replica.room}`, replica]));
  return rules.map(({ id, title, judge }) => {
    if (last.size === 0) {
      return {
        rule: id,
        title,
        verdict: 'unknown',
        detail: 'no replica was observed at the end',
        findings: [],
      };
    }
    const findings = judge({ replicas: [...last.values()] });
    return {
      rule: id,
      title,
      verdict: findings.length === 0 ? 'pass' : 'fail',
      detail: findings[0]?.detail ?? `${last.size} replicas`,
      findings,
    };
  });
}
