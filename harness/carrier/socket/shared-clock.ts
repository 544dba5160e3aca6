/**
 * Milliseconds since an origin on the machine's monotonic clock, which all processes share: what was
 * sent before it was received is so in the times of two processes too. Fractions down to nanoseconds.
 */
export function createSharedClock(originNs: bigint): () => number {
  return () => Number(monotonicNs() - originNs) / 1e6;
}

/** The machine's monotonic clock. */
export function monotonicNs(): bigint {
  return process.hrtime.bigint();
}
