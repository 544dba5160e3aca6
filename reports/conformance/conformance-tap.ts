import type { CaseResult } from '#harness/contract/conformance-report.ts';
import { printable } from '../format/printable.ts';
import type { ConformanceReporter } from './conformance-reporter.ts';
import { sentenceOf } from './sentence-of.ts';
import { verdictOf } from './verdict-of.ts';

/** TAP version 14 on stdout: a test point for each case of each target. */
export const conformanceTap: ConformanceReporter = {
  name: 'tap',
  tell({ targets }) {
    const points = targets.flatMap((target) =>
      target.kind === 'run'
        ? target.results.map((result) => ({ target: target.name, result }))
        : [],
    );
    const lines = points.map(({ target, result }, index) => toPoint(target, result, index + 1));
    return [
      { to: 'stdout', text: ['TAP version 14', `1..${points.length}`, ...lines, ''].join('\n') },
    ];
  },
};

function toPoint(target: string, result: CaseResult, number: number): string {
  const verdict = verdictOf(result);
  const ok = verdict === 'pass' || verdict === 'unsupported' ? 'ok' : 'not ok';
  const name = printable(`${target}: ${result.id} ${result.title}`).replace(/[\\#]/g, '\\$&');
  const directive = { unsupported: ' # SKIP', known: ' # TODO', pass: '', fail: '', error: '' }[
    verdict
  ];
  const point = `${ok} ${number} - ${name}${directive}`;
  if (verdict !== 'fail' && verdict !== 'error') return point;
  return [
    point,
    '  ---',
    `  message: ${JSON.stringify(sentenceOf(result))}`,
    `  replay: ${JSON.stringify(result.replay)}`,
    '  ...',
  ].join('\n');
}
