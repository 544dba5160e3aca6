import type { Output, Reporter, RunSummary } from '#harness/contract/reporter.ts';
import { verdictSentences } from './model/verdict-sentences.ts';
import { formatSeconds } from './format/format-seconds.ts';

/** Most annotations GitHub shows of one step. */
const annotationsShown = 10;

/** Annotations for runs that are not green, and a table of all runs in the step's summary. */
export const github: Reporter = {
  name: 'github',
  run: () => [],
  end(runs) {
    const red = runs.filter(({ record }) => !isGreen(record));
    const annotations = red.slice(0, annotationsShown).map(toAnnotation).join('\n');
    const summary: Output = { to: 'step-summary', text: toSummary(runs, red) };
    return annotations === '' ? [summary] : [{ to: 'people', text: `${annotations}\n` }, summary];
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
  return `::${level} title=${escapeProperty(title)}::${escapeData(message)}`;
}

function toSummary(runs: readonly RunSummary[], red: readonly RunSummary[]): string {
  const green = runs.length - red.length;
  const rows = [...red, ...runs.filter((run) => !red.includes(run))].map(({ record }) => {
    const broken = record.checks
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ rule }) => rule);
    const time = record.virtualMs === null ? '' : formatSeconds(record.virtualMs, 1);
    return `| ${marks[record.verdict]} ${record.verdict} | ${cell(record.scenario)} | ${record.seed} | ${broken.join(' ')} | ${time} |`;
  });
  const details = red.flatMap((run) => [
    `**${cell(run.record.scenario)}, seed ${run.record.seed}**`,
    '',
    ...verdictSentences(run).map((sentence) => `- ${cell(sentence)}`),
    '',
    `Replay: ${code(run.replay)}`,
    '',
  ]);
  return [
    `### Yardstick: ${green} of ${runs.length} green`,
    '',
    '| verdict | scenario | seed | broken rules | simulated |',
    '|---|---|---|---|---|',
    ...rows,
    '',
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

/** Text on one line of Markdown that is never markup. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~&@$:]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function code(text: string): string {
  return `<code>${text.replace(/[&<>|`]/g, (char) => `&#${char.charCodeAt(0)};`)}</code>`;
}

/** The escapes of GitHub's workflow commands. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
