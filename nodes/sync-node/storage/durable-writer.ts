import { retryUntilDone } from './retry-until-done.ts';

/** Whether a writer's storage keeps up: `failing` from a failure until the next success. */
export type WriterState = 'settled' | 'writing' | 'failing';

/** Brings updates to storage in the order they were given. */
export interface DurableWriter {
  write(update: Uint8Array): void;
  state(): WriterState;
  /** Resolves when every update given before is durable; never rejects. */
  flush(): Promise<void>;
}

export interface DurableWriterOptions {
  /** Resolves once the update is durable; a rejection means that it may be tried again. */
  append(update: Uint8Array): Promise<void>;
  failed(error: unknown): void;
  /** Called when so many more updates are durable; nothing is written until it resolves. */
  stored(count: number): Promise<void>;
}

/**
 * A writer that gives up on nothing: what cannot be stored is tried again with back-off, and nothing
 * behind it counts as durable before. Updates that wait are appended together, so that storage may
 * sync them as one.
 */
export function createDurableWriter(options: DurableWriterOptions): DurableWriter {
  const queue: Uint8Array[] = [];
  const flushes: { readonly upTo: number; resolve(): void }[] = [];
  let given = 0;
  let durable = 0;
  let failing = false;
  let running = false;

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0);
      let left: readonly Uint8Array[] = batch;
      await retryUntilDone(
        async () => {
          const results = await Promise.allSettled(left.map((update) => options.append(update)));
          left = left.filter((_, index) => results[index]?.status === 'rejected');
          const failure = results.find((result) => result.status === 'rejected');
          if (failure !== undefined) throw failure.reason;
        },
        (error) => {
          failing = true;
          options.failed(error);
        },
      );
      failing = false;
      durable += batch.length;
      while ((flushes[0]?.upTo ?? Infinity) <= durable) flushes.shift()?.resolve();
      await options.stored(batch.length);
    }
    running = false;
  }

  return {
    write(update) {
      given++;
      queue.push(update);
      if (running) return;
      running = true;
      void run();
    },
    state: () => (failing ? 'failing' : durable < given ? 'writing' : 'settled'),
    flush: () =>
      durable === given
        ? Promise.resolve()
        : new Promise((resolve) => void flushes.push({ upTo: given, resolve })),
  };
}
