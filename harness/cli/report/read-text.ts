import { readFileSync } from 'node:fs';
import { UsageError } from '#harness/contract/usage-error.ts';

/** A file's text. Throws UsageError naming the file when it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file} cannot be read (${why}); name a file that can`);
  }
}
