import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import { indexFileVersion, type IndexFile } from '#reports/index-page/index-file.ts';
import { renderIndex } from '#reports/index-page/render-index.ts';
import { prepareFolder } from '../write-output.ts';

/** Most green runs that an index lists: all that are not green are listed in any case. */
const mostGreen = 2_000;

/** Writes `index.html` for these runs into a folder, and `index.json` for merging; returns the page's path. */
export function writeIndex(entries: readonly IndexEntry[], folder: string): string {
  prepareFolder(folder);
  const page = join(folder, 'index.html');
  writeFileSync(page, renderIndex(entries, mostGreen));
  const index: IndexFile = { format: 'yardstick-index', version: indexFileVersion, entries };
  writeFileSync(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return page;
}
