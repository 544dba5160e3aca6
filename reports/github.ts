import type { Output, Reporter, RunSummary } from '#harness/contract/reporter.ts';
import { verdictSentences } from './model/verdict-sentences.ts';
import { annotation } from './format/annotation.ts';
import { markdownCell, markdownCode } from './format/markdown.ts';
import { formatCount } from './format/format-count.ts';
import { formatSeconds } from './format/format-seconds.ts';

/** Most annotations GitHub shows of one step. */
const annotationsShown = 10;

/** Most rows, and most red runs told in full, in a step's summary, which has a limit of 1 MB. */
const rowsShown = 500;
const toldInFull = 50;

/** Annotations for runs that are not green, and a table of all runs in the step's summary. */
export const github: Reporter = {
  name: 'github',
  run: () => [],
  end(runs) {
    const red = runs.filter(({ record }) => !isGreen(record));
    const annotations = red.slice(0, annotationsShown).map(toAnnotation).join('');
    const summary: Output = { to: 'step-summary', text: toSummary(runs, red) };
    return annotations === '' ? [summary] : [{ to: 'people', text: annotations }, summary];
  },
};

function isGreen({ verdict }: RunSummary['record']): boolean {
  return verdict === 'pass' || verdict === 'known';
}

function toAnnotation(run: RunSummary): string {
  const { record } = run;
  const rule = record.checks.find(({ verdict }) => verdict === 'fail')?.rule ?? record.verdict;
  const title = `${rule} ${record.scenario} seed ${record.seed}`;
  const message = [...verdictSentences(run), `Replay: ${run.replay}`].join('\n');
  const level = record.verdict === 'fail' ? 'error' : 'warning';
  return annotation(level, title, message);
}

function toSummary(runs: readonly RunSummary[], red: readonly RunSummary[]): string {
  const green = runs.length - red.length;
  const sorted = [...red, ...runs.filter((run) => !red.includes(run))];
  const unlisted = Math.max(0, runs.length - rowsShown);
  const rows = sorted.slice(0, rowsShown).map(({ record }) => {
    const broken = record.checks
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ rule }) => rule);
    const time = record.virtualMs === null ? '' : formatSeconds(record.virtualMs, 1);
    return `| ${marks[record.verdict]} ${record.verdict} | ${markdownCell(record.scenario)} | ${record.seed} | ${broken.join(' ')} | ${time} |`;
  });
  const details = red
    .slice(0, toldInFull)
    .flatMap((run) => [
      `**${markdownCell(run.record.scenario)}, seed ${run.record.seed}**`,
      '',
      ...verdictSentences(run).map((sentence) => `- ${markdownCell(sentence)}`),
      '',
      `Replay: ${markdownCode(run.replay)}`,
      '',
    ]);
  return [
    `### Yardstick: ${green} of ${runs.length} green`,
    '',
    '| verdict | scenario | seed | broken rules | simulated |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    ...(unlisted === 0 ? [] : [`${formatCount(unlisted, 'more run')}, not listed.`, '']),
    ...details,
  ].join('\n');
}

const marks: Readonly<Record<RunSummary['record']['verdict'], string>> = {
  pass: '✅',
  known: '☑️',
  fail: '❌',
  unknown: '❔',
  unsupported: '❔',
};
