import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import { githubIndex } from '#reports/github-index.ts';
import { writeOutput } from '../write-output.ts';

/** Where GitHub runs us: annotations of what failed, and a summary of the step. Elsewhere nothing. */
export function tellGithub(command: string, entries: readonly IndexEntry[]): void {
  if (process.env['GITHUB_ACTIONS'] !== 'true') return;
  writeOutput(githubIndex(command, entries), { folder: undefined, documentOnStdout: false });
}
