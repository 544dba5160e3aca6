import type { CaseResult, TargetReport } from '#harness/contract/conformance-report.ts';
import type { Paint } from '../console/paint.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { printable } from '../format/printable.ts';
import { countVerdicts } from './count-verdicts.ts';
import { formatWire } from './format-wire.ts';
import { verdictOf } from './verdict-of.ts';

/** Entries of a wire log that a terminal is given; the JSON report and the matrix have all. */
const wireShown = 40;

/** A target's results for people: failures in full, what is known or not run in a line each. */
export function listTarget(target: TargetReport, paint: Paint): string {
  if (target.kind === 'not-run') {
    return `${paint.unsure('–')} ${paint.strong(target.name)} not run: ${target.reason}\n  to run it: ${target.remedy}\n`;
  }
  const { name, version, dialect, results, wallMs, staleExpectations } = target;
  const of = (verdict: string): CaseResult[] =>
    results.filter((result) => verdictOf(result) === verdict);
  const lines = [
    `${paint.strong(`${name} ${version}`.trimEnd())}  dialect ${dialect}`,
    ...of('error').flatMap((result) => tellFailure(result, paint)),
    ...of('fail').flatMap((result) => tellFailure(result, paint)),
    ...of('known').map((result) => tellKnown(result, paint)),
    ...tellUnsupported(of('unsupported'), paint),
    ...staleExpectations.map((stale) => `${paint.bad('✗')} ${stale}`),
    `${countVerdicts(results)} in ${formatSeconds(wallMs, 1)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function tellFailure(result: CaseResult, paint: Paint): string[] {
  const { id, level, title, source, outcome, replay } = result;
  const facts =
    outcome.kind === 'fail'
      ? [
          `    expected  ${printable(outcome.expected)}`,
          `    came      ${printable(outcome.actual)}`,
        ]
      : outcome.kind === 'error'
        ? [`    the harness failed: ${printable(outcome.message)}`]
        : [];
  const wire = formatWire(result, wireShown).map((line) => paint.dim(`    ${line}`));
  return [
    '',
    `${paint.bad('✗')} ${paint.strong(`${id} ${level}`)}  ${title}`,
    ...facts,
    `    source    ${source}`,
    ...wire,
    `    again     ${replay}`,
    '',
  ];
}

function tellKnown({ id, level, title, expectedFailure }: CaseResult, paint: Paint): string {
  const { reason, link } = expectedFailure ?? { reason: '', link: '' };
  return `${paint.unsure('✗')} ${id} ${level}  ${title}\n    known: ${reason} (${link})`;
}

/** One line per reason. */
function tellUnsupported(results: readonly CaseResult[], paint: Paint): string[] {
  const reasons = new Map<string, string[]>();
  for (const { id, outcome } of results) {
    if (outcome.kind !== 'unsupported') continue;
    reasons.set(outcome.reason, [...(reasons.get(outcome.reason) ?? []), id]);
  }
  return [...reasons].map(
    ([reason, ids]) => `${paint.dim('–')} not run, ${printable(reason)}: ${ids.join(' ')}`,
  );
}
