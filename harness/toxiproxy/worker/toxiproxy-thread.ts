/** Entry of the worker thread: runs the server until the parent sends anything. */
import { parentPort, workerData } from 'node:worker_threads';
import { UsageError } from '#harness/contract/usage-error.ts';
import { startToxiproxy } from '../start-toxiproxy.ts';
import type { WorkerInput, WorkerMessage } from './worker-message.ts';

const input: WorkerInput = workerData;
const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const { url, stop } = await startToxiproxy(input.options);
  parentPort?.once('message', () => void stop().then(() => parentPort?.close()));
  tell({ kind: 'ready', url });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  tell({ kind: 'failed', message, usage: error instanceof UsageError });
}
