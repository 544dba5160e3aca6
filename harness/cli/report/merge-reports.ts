import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { RunSummary } from '#harness/contract/reporter.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { parseRunRecord, readStoredRun } from '#harness/history/read-stored-run.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import { renderIndex } from '#reports/index-page/render-index.ts';
import { listFolder } from './list-folder.ts';
import { readText } from './read-text.ts';

/**
 * Writes `index.html` into `output` for every run that these folders hold, as a stored run or as a
 * record; a run that is there as both counts once. Returns the page's path.
 */
export function mergeReports(folders: readonly string[], output: string): string {
  const entries = folders.flatMap((folder) => entriesOf(folder, output));
  if (entries.length === 0) {
    throw new UsageError(
      `no run in ${folders.join(', ')}; make some with pnpm scenario --output DIR`,
    );
  }
  mkdirSync(output, { recursive: true });
  const page = join(output, 'index.html');
  writeFileSync(page, renderIndex(entries));
  return page;
}

function entriesOf(folder: string, output: string): readonly IndexEntry[] {
  const names = listFolder(folder);
  const stored = names.filter((name) => name.endsWith('.ndjson'));
  const bare = names.filter(
    (name) => name.endsWith('.json') && !stored.includes(name.replace(/json$/, 'ndjson')),
  );
  return [...stored, ...bare].flatMap((name) => {
    const file = join(folder, name);
    const text = readText(file);
    const run = name.endsWith('.ndjson') ? readStoredRun(text, file) : readRecord(text, file);
    if (run === null) return [];
    const page = name.replace(/\.(nd)?json$/, '.html');
    const href = names.includes(page) ? linkTo(relative(output, join(folder, page))) : null;
    return [indexEntry(run, href)];
  });
}

/** A record without its history; null for JSON that is something else. */
function readRecord(text: string, file: string): RunSummary | null {
  const record = parseRunRecord(text, file);
  if (record === null) return null;
  const { scenario, seed } = record;
  return {
    record,
    title: scenario,
    rules: [],
    diagnosis: null,
    shrunk: null,
    neighbour: null,
    replay: `pnpm scenario ${scenario} --seed ${seed}`,
  };
}

function linkTo(path: string): string {
  return path.split(sep).map(encodeURIComponent).join('/');
}
