import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RunningServer } from './running-server.ts';

const script = fileURLToPath(new URL('bare-relay.mjs', import.meta.url));

/** Starts the bare relay: it knows no rooms and answers nothing. */
export async function startBareRelay(port: number): Promise<RunningServer> {
  const child = fork(script, { env: { ...process.env, PORT: String(port) }, execArgv: [] });
  await once(child, 'message');
  return {
    dialect: 'y-protocols',
    answers: false,
    token: null,
    url: async () => `ws://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
