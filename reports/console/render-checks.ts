import type { RunView } from '#harness/contract/run-view.ts';
import type { CheckResult } from '#harness/contract/verdict.ts';
import { formatCount } from '../format/format-count.ts';
import { printable } from '../format/printable.ts';
import { countFindings } from '../model/count-findings.ts';
import type { Paint } from './paint.ts';
import { padTo, textWidth } from './text-width.ts';
import { wrap } from './wrap.ts';

/** Findings shown of one broken rule. */
const findingsShown = 3;

/**
 * Broken rules with their findings, the rules that the scenario is about with their evidence, and all
 * other rules in one line for each verdict.
 */
export function renderChecks(view: RunView, paint: Paint, width: number): readonly string[] {
  const { checks } = view.record;
  const inFull = checks.filter(
    ({ rule, verdict }) => verdict === 'fail' || view.rules.includes(rule),
  );
  const others = checks.filter((check) => !inFull.includes(check));
  const ruleWidth = Math.max(0, ...inFull.map(({ rule }) => rule.length));
  const titleWidth = Math.max(0, ...inFull.map(({ title }) => textWidth(title)));
  return [
    ...inFull.flatMap((check) => renderCheck(check)),
    ...renderOthers('pass', 'other rule', 'hold'),
    ...renderOthers('unknown', 'other rule', 'had nothing to judge'),
  ];

  function renderCheck(check: CheckResult): readonly string[] {
    const mark = markOf(check, paint);
    const indent = ' '.repeat(ruleWidth + 4);
    const head = `${mark} ${padTo(check.rule, ruleWidth)}  ${padTo(printable(check.title), titleWidth)}`;
    const detail = printable(check.detail);
    const findings = check.verdict === 'fail' ? check.findings : [];
    const fits = textWidth(head) + 2 + textWidth(detail) <= width;
    const evidence =
      findings.length > 0
        ? findings.slice(0, findingsShown).map(({ detail }) => printable(detail))
        : [detail];
    if (findings.length === 0 && fits) return [`${head}  ${paint.dim(detail)}`.trimEnd()];
    const left = countFindings(findings) - findingsShown;
    return [
      head.trimEnd(),
      ...evidence.flatMap((line) => wrap(line, width - indent.length)).map((line) => indent + line),
      ...(left > 0 ? [indent + paint.dim(`and ${formatCount(left, 'more finding')}`)] : []),
    ];
  }

  function renderOthers(
    verdict: CheckResult['verdict'],
    noun: string,
    verb: string,
  ): readonly string[] {
    const found = others.filter((check) => check.verdict === verdict);
    if (found.length === 0) return [];
    const words = `${formatCount(found.length, noun)} ${found.length === 1 && verb === 'hold' ? 'holds' : verb}: `;
    const rules = found.map(({ rule }) => rule).join(' ');
    return wrap(words + rules, width - 2).map((line, index) =>
      index === 0 ? `${markOf({ verdict }, paint)} ${paint.dim(line)}` : `  ${paint.dim(line)}`,
    );
  }
}

function markOf({ verdict }: Pick<CheckResult, 'verdict'>, paint: Paint): string {
  if (verdict === 'pass') return paint.good('✓');
  return verdict === 'fail' ? paint.bad('✗') : paint.unsure('?');
}
