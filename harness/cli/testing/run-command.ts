import { execFile } from 'node:child_process';

/** What a command said and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pnpm NAME ...` in a process of its own, as a user does, with its world of virtual time. */
export function runCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const node = ['--import', 'tsx', '--import', './harness/world/install.ts'];
  const { GITHUB_ACTIONS: _, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...node, 'harness/cli/main.ts', ...args],
      { env: { ...env, NO_COLOR: '1', ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}
