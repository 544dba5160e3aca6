import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { ToxiproxyOptions, ToxiproxyServer } from './start-toxiproxy.ts';
import type { WorkerInput, WorkerMessage } from './worker/worker-message.ts';

/**
 * {@link startToxiproxy} in a thread of its own, whose timers the code under test cannot delay.
 * @throws UsageError as `startToxiproxy` does; Error if the thread dies.
 */
export async function startToxiproxyWorker(
  options: ToxiproxyOptions = {},
): Promise<ToxiproxyServer> {
  const workerData: WorkerInput = { options };
  // Without arguments of its own it would preload what this process does, such as virtual time.
  const worker = new Worker(new URL('./worker/thread.mjs', import.meta.url), {
    workerData,
    execArgv: [],
  });
  const exited = once(worker, 'exit');
  const died = exited.then(([code]) => {
    throw new Error(`the Toxiproxy thread ended with code ${code} before it was ready`);
  });
  const [message]: WorkerMessage[] = await Promise.race([once(worker, 'message'), died]);
  if (message?.kind !== 'ready') {
    const text = message?.message ?? 'the Toxiproxy thread said nothing';
    throw message?.usage ? new UsageError(text) : new Error(text);
  }
  return {
    url: message.url,
    async stop() {
      worker.postMessage('stop');
      await exited;
    },
  };
}
