import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import type { Output } from '#harness/contract/reporter.ts';
import { UsageError } from '#harness/contract/usage-error.ts';

/** Where a command's output goes. */
export interface Destination {
  /** Folder for files; files are left out where it is undefined. */
  readonly folder: string | undefined;
  /** Whether a document owns stdout, so that people are told on stderr. */
  readonly documentOnStdout: boolean;
}

/** Writes what reporters made. */
export function writeOutput(
  outputs: readonly Output[],
  { folder, documentOnStdout }: Destination,
): void {
  for (const output of outputs) {
    switch (output.to) {
      case 'people':
        (documentOnStdout ? process.stderr : process.stdout).write(output.text);
        break;
      case 'stdout':
        process.stdout.write(output.text);
        break;
      case 'file':
        if (folder !== undefined) writeFileSync(join(folder, output.name), output.text);
        break;
      case 'step-summary': {
        const file = process.env['GITHUB_STEP_SUMMARY'];
        if (file !== undefined) appendFileSync(file, output.text);
      }
    }
  }
}

/** Makes the folder, and proves that it can be written. Throws a UsageError otherwise. */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    const probe = join(folder, '.yardstick');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--output "${folder}" cannot be written (${why}); name a folder that can`);
  }
}
