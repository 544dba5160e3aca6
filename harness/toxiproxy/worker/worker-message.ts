import type { ToxiproxyOptions } from '../start-toxiproxy.ts';

/** What the worker is started with (`workerData`). */
export interface WorkerInput {
  readonly options: ToxiproxyOptions;
}

/** What the worker tells its parent; `usage` marks what the user can mend. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string; readonly usage: boolean };
