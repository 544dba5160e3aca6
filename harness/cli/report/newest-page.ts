import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '#harness/contract/usage-error.ts';
import { listFolder } from './list-folder.ts';
import { launcher } from '../launcher.ts';

/** The file of a folder's index page, else of its newest report. Throws a UsageError where there is none. */
export function newestPage(folder: string): string {
  const pages = listFolder(folder).filter((name) => name.endsWith('.html'));
  const modified = (name: string): number => statSync(join(folder, name)).mtimeMs;
  const [newest] = [...pages].sort((a, b) => modified(b) - modified(a));
  const page = pages.includes('index.html') ? 'index.html' : newest;
  if (page === undefined) {
    throw new UsageError(
      `"${folder}" has no report; make one with ${launcher} scenario --reporter html --output ${folder}`,
    );
  }
  return resolve(folder, page);
}
