import type {
  CaseResult,
  ConformanceReport,
  TargetRun,
} from '#harness/contract/conformance-report.ts';
import { markdownText } from './markdown-text.ts';
import { matrixRows, runsOf } from './matrix-rows.ts';
import { markOf } from './verdict-of.ts';

/**
 * The matrix as Markdown: targets and versions, a table of cases, and a note for each red cell.
 * `parseMatrix` reads it back.
 */
export function matrixMarkdown(report: ConformanceReport): string {
  const runs = runsOf(report);
  const missing = report.targets.flatMap((target) => (target.kind === 'not-run' ? [target] : []));
  const lines = [
    '# Conformance of Yjs servers',
    '',
    `Made by \`pnpm conformance --matrix\` on ${report.date.slice(0, 10)}, ${report.runtime}.`,
    '✓ passes · ✗ fails · ± fails sometimes, by a race · – does not apply, or the target does not declare what it needs · ! error of the harness.',
    'MUST: a client loses data, gets others’ data, crashes, leaks or never syncs otherwise. Cases that wait for time-outs of 30 s (`--slow`) are left out.',
    '',
    '| target | version | dialect | pass | fail | fail sometimes | not applicable |',
    '|---|---|---|---|---|---|---|',
    ...runs.map(summaryRow),
    ...missing.map(
      ({ name, dialect, reason }) =>
        `| ${name} | not run | ${dialect} | ${markdownText(reason)} | | | |`,
    ),
    '',
    `| case | level | title | ${runs.map(({ name }) => name).join(' | ')} |`,
    `|---|---|---|${runs.map(() => '---|').join('')}`,
    ...matrixRows(report).map(
      ({ id, level, title, cells }) =>
        `| ${id} | ${level} | ${markdownText(title)} | ${cells.map(markOfCell).join(' | ')} |`,
    ),
    '',
    ...runs.flatMap(notesOf),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function markOfCell(result: CaseResult | null): string {
  return result === null ? '' : markOf(result);
}

function summaryRow({ name, version, dialect, results }: TargetRun): string {
  const counts = ['✓', '✗', '±', '–'].map(
    (mark) => results.filter((result) => markOf(result) === mark).length,
  );
  return `| ${name} | ${markdownText(version)} | ${dialect} | ${counts.join(' | ')} |`;
}

function notesOf({ name, results }: TargetRun): string[] {
  const red = results.filter(
    ({ outcome, expectedFailure }) => outcome.kind === 'fail' || expectedFailure !== undefined,
  );
  if (red.length === 0) return [];
  const notes = red.map(({ id, level, expectedFailure }) =>
    expectedFailure === undefined
      ? `- ${id} ${level}: not yet explained`
      : `- ${id} ${level}${expectedFailure.occurs === 'sometimes' ? ', sometimes' : ''}: ${markdownText(expectedFailure.reason)} [${markdownText(linkName(expectedFailure.link))}](${fromReports(expectedFailure.link)})`,
  );
  return [`## ${name}`, '', ...notes, ''];
}

/** The committed matrix is a file of `reports/`; links to files are given from the top. */
function fromReports(link: string): string {
  if (link.startsWith('https://')) return link;
  return link.startsWith('reports/') ? link.slice('reports/'.length) : `../${link}`;
}

/** `yjs/y-websocket#122`, or the name of a file. */
function linkName(link: string): string {
  const issue = /github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)/.exec(link);
  return issue === null ? (link.split('/').at(-1) ?? link) : `${issue[1]}#${issue[2]}`;
}
