import type { Output } from '#harness/contract/reporter.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { annotation } from './format/annotation.ts';
import { formatCount } from './format/format-count.ts';
import { markdownCell, markdownCode } from './format/markdown.ts';
import type { IndexEntry } from './index-page/index-entry.ts';

/** Most annotations GitHub shows of one step, and most rows of its summary, which has a limit of 1 MB. */
const annotationsShown = 10;
const rowsShown = 200;

/** Annotations for runs that failed, and a table of them in the step's summary; green ones are counted. */
export function githubIndex(command: string, entries: readonly IndexEntry[]): readonly Output[] {
  const failed = entries.filter(({ verdict }) => verdict === 'fail');
  const annotations = failed
    .slice(0, annotationsShown)
    .map(({ scenario, sentence, replay }) =>
      annotation('error', `${command}: ${scenario}`, `${sentence}\nReplay: ${replay}`),
    );
  const rows = failed
    .slice(0, rowsShown)
    .map(
      ({ scenario, seed, target, sentence, replay }) =>
        `| ${markdownCell(scenario)} | ${seed ?? ''} | ${markdownCell(target)} | ${markdownCell(sentence)} | ${markdownCode(replay)} |`,
    );
  const unlisted = failed.length - rows.length;
  const text = [
    `### Yardstick ${command}: ${counted(entries)}`,
    '',
    ...(rows.length === 0
      ? []
      : [
          '| failed | seed | target | what happened | again |',
          '|---|---|---|---|---|',
          ...rows,
          '',
        ]),
    ...(unlisted === 0 ? [] : [`${formatCount(unlisted, 'more failure')}, not listed.`, '']),
  ].join('\n');
  return [
    ...(annotations.length === 0 ? [] : [{ to: 'people', text: annotations.join('') } as const]),
    { to: 'step-summary', text },
  ];
}

function counted(entries: readonly IndexEntry[]): string {
  const verdicts: readonly RunVerdict[] = ['fail', 'unknown', 'unsupported', 'known', 'pass'];
  return verdicts
    .map(
      (verdict) => [verdict, entries.filter((entry) => entry.verdict === verdict).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');
}
