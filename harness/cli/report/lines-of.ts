import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { UsageError } from '#harness/contract/usage-error.ts';

/** Bytes read at once, and the longest line taken, in UTF-16 units: far beyond what any run has. */
const chunkBytes = 1 << 20;
const longest = 1 << 28;

/**
 * A file's lines, one after the other, so that a file too long to be one string can be read. Throws
 * UsageError naming the file when it cannot be read.
 */
export function* linesOf(file: string): Generator<string> {
  const handle = attempt(file, () => openSync(file, 'r'));
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(chunkBytes);
    let rest = '';
    for (;;) {
      const length = attempt(file, () => readSync(handle, chunk));
      if (length === 0) break;
      const lines = (rest + decoder.write(chunk.subarray(0, length))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
      if (rest.length > longest)
        throw new UsageError(`${file} is no stored run: a line of it never ends`);
    }
    rest += decoder.end();
    if (rest !== '') yield rest;
  } finally {
    closeSync(handle);
  }
}

function attempt<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file} cannot be read (${why}); name a file that can`);
  }
}
