import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What somebody's own module threw, in one line, with the line of theirs that threw it:
 * `Error: no database (my-server.ts:7)`. Of a file that cannot be parsed, where and why.
 */
export function thrownBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lines = error.message.split('\n').filter((line) => line.trim() !== '');
  // esbuild counts the errors in its first line, and begins each with its place.
  const unparsed = error.name === 'TransformError' ? lines[1] : undefined;
  if (unparsed !== undefined) return unparsed.replace(/^(.*?):(\d+):\d+: ERROR: /, told);
  const place = placeIn(error.stack ?? '');
  return `${error.name}: ${lines[0] ?? ''}${place === null ? '' : ` (${place})`}`;
}

function told(_match: string, file: string, line: string): string {
  return `${relative('.', file)}:${line}: `;
}

/** The first line of a stack that is in a file of the user's. */
function placeIn(stack: string): string | null {
  for (const line of stack.split('\n')) {
    const [, file, row] =
      /^(?:at (?:.* )?)?\(?(file:\/\/\S+?|\/\S+?):(\d+)(?::\d+)?\)?$/.exec(line.trim()) ?? [];
    if (file === undefined || file.includes('/node_modules/')) continue;
    return `${relative('.', file.startsWith('file:') ? fileURLToPath(file.replace(/\?.*$/, '')) : file)}:${row}`;
  }
  return null;
}
