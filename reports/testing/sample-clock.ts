/** A small virtual time: what is due happens in order, then in the order in which it was asked for. */
export interface SampleClock {
  nowMs(): number;
  at(atMs: number, action: () => void): void;
  /** Runs everything due, and returns the time of the last event. */
  run(): number;
}

export function createSampleClock(): SampleClock {
  let nowMs = 0;
  let order = 0;
  const queue: { atMs: number; order: number; action: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    at(atMs, action) {
      queue.push({ atMs, order: order++, action });
    },
    run() {
      while (queue.length > 0) {
        queue.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
        const next = queue.shift();
        if (next === undefined) break;
        nowMs = next.atMs;
        next.action();
      }
      return nowMs;
    },
  };
}
