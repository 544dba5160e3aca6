import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import { badge } from '#reports/conformance/badge.ts';
import { matrixHtml } from '#reports/conformance/matrix-html.ts';
import { matrixMarkdown } from '#reports/conformance/matrix-markdown.ts';
import { runsOf } from '#reports/conformance/matrix-rows.ts';
import { prepareFolder, writeOutput } from '../write-output.ts';

/** Writes the matrix as HTML, JSON, Markdown and a badge per target; gives the names of the files. */
export function writeMatrix(report: ConformanceReport, folder: string): readonly string[] {
  const files = [
    { name: 'conformance-matrix.html', text: matrixHtml(report) },
    { name: 'conformance-matrix.json', text: `${JSON.stringify(report, null, 2)}\n` },
    { name: 'conformance-matrix.md', text: matrixMarkdown(report) },
    ...runsOf(report).map((run) => ({
      name: `conformance-badge-${run.name}.json`,
      text: `${JSON.stringify(badge(run), null, 2)}\n`,
    })),
  ];
  prepareFolder(folder);
  writeOutput(
    files.map((file) => ({ to: 'file', ...file })),
    { folder, documentOnStdout: false },
  );
  return files.map(({ name }) => name);
}
