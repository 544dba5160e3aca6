import type { Reporter, RunSummary } from '#harness/contract/reporter.ts';
import { verdictSentences } from './model/verdict-sentences.ts';
import { printable } from './format/printable.ts';

/** TAP version 14 on stdout: a test point for each run, with the reason as YAML below one that is not ok. */
export const tap: Reporter = {
  name: 'tap',
  run: () => [],
  end: (runs) => [
    {
      to: 'stdout',
      text: ['TAP version 14', `1..${runs.length}`, ...runs.map(toPoint), ''].join('\n'),
    },
  ],
};

function toPoint(run: RunSummary, index: number): string {
  const { record } = run;
  const green = record.verdict === 'pass' || record.verdict === 'known';
  const name = escapeTap(`${record.scenario} seed ${record.seed}: ${run.title}`);
  const directive = record.verdict === 'known' ? ' # TODO known failure' : '';
  const point = `${green && directive === '' ? 'ok' : 'not ok'} ${index + 1} - ${name}${directive}`;
  if (green) return point;
  const broken = record.checks.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
  return [
    point,
    '  ---',
    `  verdict: ${record.verdict}`,
    `  message: ${JSON.stringify(verdictSentences(run).join(' '))}`,
    `  broken: ${JSON.stringify(broken)}`,
    `  replay: ${JSON.stringify(run.replay)}`,
    '  ...',
  ].join('\n');
}

function escapeTap(text: string): string {
  return printable(text).replace(/[\\#]/g, (char) => `\\${char}`);
}
