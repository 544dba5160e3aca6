import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '#harness/contract/usage-error.ts';
import { listFolder } from './list-folder.ts';

const openers: Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['explorer'],
};

/**
 * The address of a folder's index page, else of its newest report; at a terminal it is opened too,
 * with the system's own opener.
 */
export function openReport(folder: string, atTerminal: boolean): string {
  const pages = listFolder(folder).filter((name) => name.endsWith('.html'));
  const modified = (name: string): number => statSync(join(folder, name)).mtimeMs;
  const [newest] = [...pages].sort((a, b) => modified(b) - modified(a));
  const page = pages.includes('index.html') ? 'index.html' : newest;
  if (page === undefined) {
    throw new UsageError(
      `"${folder}" has no report; make one with pnpm scenario --reporter html --output ${folder}`,
    );
  }
  const file = resolve(folder, page);
  if (atTerminal) {
    const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
    const opener = spawn(command, [...args, file], { detached: true, stdio: 'ignore' });
    // Without an opener the address on stdout has to do.
    opener.on('error', () => undefined);
    opener.unref();
  }
  return pathToFileURL(file).href;
}
