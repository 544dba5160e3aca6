import { join, relative, sep } from 'node:path';
import { UsageError } from '#harness/contract/usage-error.ts';
import { parseRunRecord, readStoredSummary } from '#harness/history/read-stored-run.ts';
import { conformanceEntries } from '#reports/index-page/conformance-entries.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import { listFolder } from './list-folder.ts';
import { summaryOf } from '../summary-of.ts';
import { linesOf } from './lines-of.ts';
import { readIndex } from './read-index.ts';
import { readConformance } from './read-conformance.ts';
import { readText } from './read-text.ts';
import { writeIndex } from './write-index.ts';
import { launcher } from '../launcher.ts';

/** The node whose name a replay line need not say. */
const ourOwn = 'yardstick';

/**
 * Writes `index.html` into `output` for every run that these folders hold: in an index of theirs, as a
 * stored run, as a record or in a conformance report; a run that is there twice counts once. Returns the
 * page's path.
 */
export function mergeReports(folders: readonly string[], output: string): string {
  const entries = folders.flatMap((folder) => entriesOf(folder, output));
  if (entries.length === 0) {
    throw new UsageError(
      `no run in ${folders.join(', ')}; make some with ${launcher} scenario --output DIR`,
    );
  }
  return writeIndex(entries, output);
}

/** The runs that the folder's own index lists, then those that it does not. */
function entriesOf(folder: string, output: string): readonly IndexEntry[] {
  const names = listFolder(folder);
  const indexed = names.includes('index.json') ? indexOf(folder, output) : [];
  const known = new Set(indexed.map(keyOf));
  const stored = names.filter((name) => name.endsWith('.ndjson'));
  const bare = names.filter(
    (name) =>
      name.endsWith('.json') &&
      name !== 'index.json' &&
      !stored.includes(name.replace(/json$/, 'ndjson')),
  );
  const others = [...stored, ...bare].flatMap((name) => {
    const file = join(folder, name);
    const page = name.replace(/\.(nd)?json$/, '.html');
    const href = names.includes(page) ? linkTo(relative(output, join(folder, page))) : null;
    return name.endsWith('.ndjson')
      ? [indexEntry(readStoredSummary(linesOf(file), file), href)]
      : entriesOfJson(readJson(readText(file), file), href);
  });
  return [...indexed, ...others.filter((entry) => !known.has(keyOf(entry)))];
}

function indexOf(folder: string, output: string): readonly IndexEntry[] {
  const file = join(folder, 'index.json');
  const way = linkTo(relative(output, folder));
  return (readIndex(readJson(readText(file), file), file) ?? []).map((entry) => ({
    ...entry,
    href: entry.href === null || way === '' ? entry.href : `${way}/${entry.href}`,
  }));
}

function keyOf({ scenario, seed, target }: IndexEntry): string {
  return JSON.stringify([scenario, seed, target]);
}

/** A record without its history, or a conformance report; nothing for JSON that is something else. */
function entriesOfJson(value: unknown, href: string | null): readonly IndexEntry[] {
  const conformance = readConformance(value);
  if (conformance !== null) return conformanceEntries(conformance, href);
  const record = parseRunRecord(value);
  if (record === null) return [];
  const { scenario, seed, node } = record;
  const under = node === ourOwn ? '' : ` --node ${node}`;
  const replay = `${launcher} scenario ${scenario} --seed ${seed}${under}`;
  return [indexEntry(summaryOf({ title: scenario, rules: [] }, record, replay), href)];
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON; it was cut off or is something else: remove it`);
  }
}

function linkTo(path: string): string {
  return path.split(sep).map(encodeURIComponent).join('/');
}
