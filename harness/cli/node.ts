import { Command, InvalidArgumentError } from 'commander';
import { Elysia } from 'elysia';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { syncNode } from '#nodes/sync-node/app.ts';
import { dialNodes } from '#nodes/sync-node/dial-nodes.ts';
import { serve, type Serving } from '#nodes/sync-node/serve.ts';
import { openRoomStorage } from '#nodes/sync-node/storage/open-room-storage.ts';

const host = '127.0.0.1';
/** How long a stop may take: storage that fails is tried again, but not for ever. */
const stopWithinMs = 10_000;

interface NodeFlags {
  readonly port: number;
  readonly dial: readonly string[];
  readonly data?: string;
  readonly token?: string;
}

/** `pnpm node`: one sync node by hand, until it is told to stop. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('node')
    .description(`Run one sync node by hand on ${host}, until SIGTERM or Ctrl-C.`)
    .requiredOption('--port <number>', 'port to listen on; 0 = any free one', parsePort)
    .option(
      '--dial <url>',
      'another node to sync with, such as ws://desktop:3913/rooms/{id}; may be repeated',
      (url: string, before: readonly string[]) => [...before, url],
      [],
    )
    .option('--data <dir>', 'folder to keep rooms in; without it they stay in memory')
    .option('--token <secret>', 'ask for this token, and show it to the nodes dialled')
    .action(async (flags: NodeFlags) => {
      const serving = await start(flags);
      process.stdout.write(`listening on http://${host}:${serving.port}, rooms at /rooms/ROOM\n`);
      const signal = await nextSignal();
      await stop(serving, signal);
      finish(signal === 'SIGINT' ? exitCode.interrupted : exitCode.pass);
    });
}

async function start({ port, dial, data, token }: NodeFlags): Promise<Serving> {
  const openDials = dialNodes({ templates: dial, token: token ?? '', say });
  for (const template of dial) refuseOwnAddress(template, port);
  const storage = data === undefined ? undefined : await openRoomStorage(data, say);
  const app = new Elysia().use(
    syncNode({
      say,
      openDials,
      ...(token === undefined ? {} : { token }),
      ...(storage === undefined ? {} : { storage }),
    }),
  );
  try {
    return await serve(app, { port, host });
  } catch (error) {
    await storage?.close();
    throw error;
  }
}

/** Stops in good order. A second signal, or storage that keeps failing, ends the process at once. */
async function stop(serving: Serving, signal: NodeJS.Signals): Promise<void> {
  say(`${signal}: storing what is not stored yet`);
  void nextSignal().then(() => process.exit(exitCode.interrupted));
  const late = setTimeout(() => {
    say(`not everything could be stored within ${stopWithinMs / 1_000} s; giving up`);
    process.exit(exitCode.harness);
  }, stopWithinMs);
  await serving.stop();
  clearTimeout(late);
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const signals = ['SIGTERM', 'SIGINT'] as const;
    const listener = (signal: NodeJS.Signals): void => {
      for (const name of signals) process.off(name, listener);
      resolve(signal);
    };
    for (const name of signals) process.on(name, listener);
  });
}

function refuseOwnAddress(template: string, port: number): void {
  const url = new URL(template.replace('{id}', 'room'));
  const dialled = Number(url.port === '' ? (url.protocol === 'wss:' ? 443 : 80) : url.port);
  if (dialled === port && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) {
    throw new UsageError(`a node never dials itself, which ${template} would: leave it out`);
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
