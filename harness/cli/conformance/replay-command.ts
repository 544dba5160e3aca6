import { launcher } from '../launcher.ts';
import type { ConformanceFlags } from './flags.ts';

/** The shell command that runs one case alone against the same server. Tokens are not repeated. */
export function replayCommand(
  url: string | undefined,
  flags: ConformanceFlags,
  id: string,
): string {
  const words = [launcher, 'conformance'];
  if (url !== undefined) words.push(quote(url));
  if (flags.target !== undefined) words.push('--target', quote(flags.target));
  if (flags.command !== undefined) words.push('--command', quote(flags.command));
  if (flags.url !== undefined) words.push('--url', quote(flags.url));
  if (flags.target === undefined && flags.dialect !== 'y-protocols')
    words.push('--dialect', flags.dialect);
  if (flags.token !== undefined) words.push('--token', '"$TOKEN"');
  for (const header of flags.header) words.push('--header', quote(`${header.split(':')[0]}: ...`));
  if (flags.roomPrefix !== '') words.push('--room-prefix', quote(flags.roomPrefix));
  if (flags.slow) words.push('--slow');
  return [...words, '--case', id].join(' ');
}

function quote(word: string): string {
  return /^[\w./:@%-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
