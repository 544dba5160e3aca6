import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunningTarget } from '#harness/contract/target.ts';

export interface SpawnOptions {
  /** Names the server in messages. */
  readonly name: string;
  readonly command: string;
  /** Absent: `command` is a line for the shell. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
  /** Which signal the server takes for a graceful stop; default SIGTERM. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
  url(room: string): string | Promise<string>;
}

/** How long a server may take until it accepts connections, and to end gracefully, ms. */
const startMs = 20_000;
const stopMs = 10_000;
const pollMs = 25;
const keptOutput = 8_192;
/** How long to read on after a process has ended, ms. */
const lastWordsMs = 200;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Starts a server as a process group of its own and waits until its port accepts connections. A
 * server that ends or keeps silent instead is a UsageError with what it wrote.
 */
export async function spawnServer(options: SpawnOptions): Promise<RunningTarget> {
  const { name, command, args, port } = options;
  const child = spawn(command, [...(args ?? [])], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: args === undefined,
    detached: true,
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  let ended: string | null = null;
  const gone = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      ended ??= error.message;
      running.delete(child);
      resolve();
    });
    child.on('exit', (code, signal) => {
      running.delete(child);
      // Its last words are still in the pipes, which somebody it started may hold open.
      const read = new Promise((done) => void child.once('close', done));
      void Promise.race([read, delay(lastWordsMs)]).then(() => {
        ended ??= signal ?? `exit code ${code}`;
        resolve();
      });
    });
  });

  const deadline = Date.now() + startMs;
  while (!(await accepts(port))) {
    if (ended !== null) throw new UsageError(`${name} ended while starting (${ended})\n${output}`);
    if (Date.now() > deadline) {
      signalGroup(child, 'SIGKILL');
      throw new UsageError(
        `${name} does not listen on port ${port} after ${startMs / 1000} s\n${output}`,
      );
    }
    await Promise.race([delay(pollMs), gone]);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (ended !== null) return;
    signalGroup(child, signal);
    await Promise.race([gone, delay(stopMs)]);
    if (ended === null) signalGroup(child, 'SIGKILL');
    await gone;
  }

  return {
    url: options.url,
    alive: () => ended === null,
    stop: () => end(options.stopSignal ?? 'SIGTERM'),
    kill: () => end('SIGKILL'),
    output: () => output,
  };
}

/** A shell and what it started end together. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
