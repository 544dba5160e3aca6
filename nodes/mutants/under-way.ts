/** Work that a persistence of a mutant does beside the real one. */
export interface UnderWay {
  /** Starts the work after a delay, milliseconds. */
  start(delayMs: number, work: () => Promise<void>): void;
  settled(): boolean;
  /** Resolves when all that was started before is done. */
  flush(): Promise<void>;
}

/** None at first. */
export function createUnderWay(): UnderWay {
  const running = new Set<Promise<void>>();
  return {
    start(delayMs, work) {
      const run = new Promise<void>((resolve) => void setTimeout(resolve, delayMs))
        .then(work)
        .finally(() => running.delete(run));
      running.add(run);
    },
    settled: () => running.size === 0,
    async flush() {
      await Promise.all(running);
    },
  };
}
