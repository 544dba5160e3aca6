import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RunView } from '#harness/contract/run-view.ts';
import { storedRunLines } from '#harness/history/write-stored-run.ts';

/** Characters written at once. */
const chunk = 1 << 20;

/** Stores a whole run in a folder, for `pnpm report` to read; returns the file's path. */
export function saveRun(view: RunView, folder: string, name: string): string {
  const file = join(folder, `${name}.ndjson`);
  const handle = openSync(file, 'w');
  try {
    let pending = '';
    for (const line of storedRunLines(view)) {
      pending += line;
      if (pending.length < chunk) continue;
      writeSync(handle, pending);
      pending = '';
    }
    writeSync(handle, pending);
  } finally {
    closeSync(handle);
  }
  return file;
}
