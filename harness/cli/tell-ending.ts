import { join } from 'node:path';
import type { RunSummary } from '#harness/contract/reporter.ts';
import { printable } from '#reports/format/printable.ts';
import { indexEntry } from '#reports/index-page/index-entry.ts';
import { verdictSentences } from '#reports/model/verdict-sentences.ts';
import { reportName } from '#reports/report-name.ts';
import { closingLines } from './tell-closing.ts';

/**
 * What `pnpm scenario` says last, besides what its reporters said: where the pages are, and of what failed
 * the first. Writes the index of the runs where there are pages or several runs of which some are red.
 */
export async function tellEnding(
  runs: readonly RunSummary[],
  reporters: readonly string[],
  folder: string,
): Promise<string> {
  const hasPages = reporters.includes('html');
  const first = runs.find(isFailed) ?? runs.find(isRed);
  const several = runs.length > 1;
  let page = runs[0]?.record.report ?? null;
  if (hasPages || (several && first !== undefined)) {
    const { writeIndex } = await import('./report/write-index.ts');
    const pageOf = ({ record }: RunSummary): string | null =>
      hasPages || record.report !== null ? `${reportName(record)}.html` : null;
    const index = writeIndex(
      runs.map((run) => indexEntry(run, pageOf(run))),
      folder,
    );
    const [only] = runs;
    page = several || only === undefined ? index : join(folder, pageOf(only) ?? '');
  }
  if (first === undefined) return page === null ? '' : `report  ${page}\n`;
  // The list ends with just these lines when there is one run.
  if (!several && reporters.includes('list')) return '';
  const { record, replay } = first;
  const verdict = `${record.verdict.toUpperCase()}  ${printable(verdictSentences(first)[0] ?? '')}`;
  return `\n${closingLines(verdict, page, `again   ${replay}`)}\n`;
}

function isFailed({ record }: RunSummary): boolean {
  return record.verdict === 'fail';
}

/** Unsupported is neither red nor green: a run in a batch may be that. */
function isRed({ record }: RunSummary): boolean {
  return record.verdict === 'fail' || record.verdict === 'unknown';
}
