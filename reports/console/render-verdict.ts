import type { RunRecord } from '#harness/contract/run-record.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { printable } from '../format/printable.ts';
import { shortDigest } from '../format/short-digest.ts';
import { settledWords } from '../model/story.ts';
import { verdictSentences } from '../model/verdict-sentences.ts';
import type { Paint } from './paint.ts';
import { textWidth } from './text-width.ts';
import { wrap } from './wrap.ts';

/**
 * The last lines of a run. Not green: verdict and first violated rule, the report's path, one
 * command that replays it.
 */
export function renderVerdict(view: RunView, paint: Paint, width: number): readonly string[] {
  const { record } = view;
  const label = labelOf(record.verdict, paint);
  const sentences = record.verdict === 'pass' ? [passSentence(view)] : verdictSentences(view);
  const [first = '', ...more] = sentences.map(printable);
  const indent = ' '.repeat(textWidth(label) + 2);
  const lines = [first, ...more].flatMap((line) => wrap(line, width - indent.length));
  const green = record.verdict === 'pass' || record.verdict === 'known';
  return [
    ...lines.map((line, index) =>
      index === 0 ? `${label}  ${paint.strong(line)}` : indent + line,
    ),
    ...(green ? [] : ['']),
    ...(record.report === null ? [] : [`report  ${paint.accent(printable(record.report))}`]),
    `again   ${paint.accent(view.replay)}`,
  ];
}

function passSentence(view: RunView): string {
  const { record } = view;
  const settled = settledWords(view);
  const converged = record.checks.some(
    ({ rule, verdict }) => rule === 'CONV-1' && verdict === 'pass',
  );
  const what = converged ? `converged ${settled}`.trim() : 'every rule holds';
  const hash = record.historyHash === null ? '' : `   history ${shortDigest(record.historyHash)}`;
  return `${what}   (${durationWords(record)})${hash}`;
}

function durationWords({ virtualMs, wallMs }: RunRecord): string {
  const wall = formatSeconds(wallMs, 1);
  return virtualMs === null
    ? `in ${wall} of real time`
    : `${formatSeconds(virtualMs, 1)} simulated in ${wall}`;
}

function labelOf(verdict: RunRecord['verdict'], paint: Paint): string {
  const label = verdict.toUpperCase();
  if (verdict === 'pass' || verdict === 'known') return paint.good(label);
  return verdict === 'fail' ? paint.bad(label) : paint.unsure(label);
}
