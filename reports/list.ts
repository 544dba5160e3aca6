import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { coloredPaint, plainPaint, type Paint } from './console/paint.ts';
import { renderRun } from './console/render-run.ts';
import { table } from './console/table.ts';
import { verdictSentences } from './model/verdict-sentences.ts';
import { cutTo } from './console/text-width.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { formatSeconds } from './format/format-seconds.ts';
import { formatCount } from './format/format-count.ts';
import { printable } from './format/printable.ts';

/** Most runs that are not green listed again at the end. */
const listedAgain = 20;

/** Text for people: a run in full, of several the green ones in a line, and what they came to together. */
export const list: Reporter = {
  name: 'list',
  run(view, options) {
    const { record } = view;
    const brief = options.planned > 1 && (record.verdict === 'pass' || record.verdict === 'known');
    const text = brief ? oneLine(view, options) : renderRun(view, options);
    return [{ to: 'people', text: `${text}\n` }];
  },
  end(runs, { color, width }) {
    if (runs.length < 2) return [];
    const paint = color ? coloredPaint : plainPaint;
    const red = runs.filter(
      ({ record }) => record.verdict !== 'pass' && record.verdict !== 'known',
    );
    const rows = red
      .slice(0, listedAgain)
      .map((run) => [
        paintVerdict(run.record.verdict, paint),
        `${run.record.scenario} --seed ${run.record.seed}`,
        cutTo(printable(verdictSentences(run)[0] ?? ''), Math.max(20, width - 60)),
      ]);
    const more = red.length - listedAgain;
    const lines = [
      ...table(rows),
      ...(more > 0 ? [`and ${formatCount(more, 'more run')}`] : []),
      `${formatCount(runs.length, 'run')}: ${countVerdicts(runs, paint)}`,
    ];
    return [{ to: 'people', text: `${lines.join('\n')}\n` }];
  },
};

function oneLine({ record }: RunView, { color }: ReporterOptions): string {
  const simulated =
    record.virtualMs === null ? '' : `  ${formatSeconds(record.virtualMs, 1)} simulated`;
  const verdict = paintVerdict(record.verdict, color ? coloredPaint : plainPaint);
  return `${verdict}  ${record.scenario} --seed ${record.seed}${simulated} in ${formatSeconds(record.wallMs, 2)}`;
}

function countVerdicts(runs: readonly RunSummary[], paint: Paint): string {
  const verdicts: readonly RunVerdict[] = ['pass', 'known', 'fail', 'unknown', 'unsupported'];
  return verdicts
    .map((verdict) => ({
      verdict,
      count: runs.filter(({ record }) => record.verdict === verdict).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${paintVerdict(verdict, paint)}`)
    .join(', ');
}

function paintVerdict(verdict: RunVerdict, paint: Paint): string {
  if (verdict === 'pass' || verdict === 'known') return paint.good(verdict);
  return verdict === 'fail' ? paint.bad(verdict) : paint.unsure(verdict);
}
