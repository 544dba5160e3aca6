import { readdirSync } from 'node:fs';
import { UsageError } from '#harness/contract/usage-error.ts';
import { launcher } from '../launcher.ts';

/** The names in a folder, sorted. Throws UsageError when it is none. */
export function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw new UsageError(
      `"${folder}" is no folder of reports; make one with ${launcher} scenario --output ${folder}`,
    );
  }
}
