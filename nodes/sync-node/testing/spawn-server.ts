import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { TestServerOptions } from './start-server.ts';

export type Runtime = 'node' | 'bun';

/** A server in a process of its own. */
export interface SpawnedServer {
  readonly port: number;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('serve-child.ts', import.meta.url));
const bun = fileURLToPath(new URL('../../../node_modules/.bin/bun', import.meta.url));

/** Starts a server in another process; rejects as `serve` does where it does not come up. */
export async function spawnServer(
  runtime: Runtime,
  options: TestServerOptions,
): Promise<SpawnedServer> {
  const [command, flags] = runtime === 'bun' ? [bun, []] : [process.execPath, ['--import', 'tsx']];
  const child = spawn(command, [...flags, script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const missing = new Promise<never>((_, reject) => {
    child.once('error', () => reject(new UsageError(`${command} is missing: run pnpm install`)));
  });
  const exited = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  const answer = await Promise.race([firstLine(child), missing]);
  if ('refused' in answer) throw new UsageError(answer.refused);
  return {
    port: answer.port,
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function firstLine({
  stdout,
}: ChildProcess): Promise<{ readonly port: number } | { readonly refused: string }> {
  if (stdout === null) throw new Error('the child has no output');
  for await (const line of createInterface({ input: stdout })) {
    return JSON.parse(line) as { port: number } | { refused: string };
  }
  throw new Error('the server ended before it was ready');
}
