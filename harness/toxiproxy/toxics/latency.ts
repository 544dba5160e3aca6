import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { ToxicKind } from './toxic-kind.ts';

/**
 * Delays each chunk by `latency` ms, plus a uniform draw from [-jitter, jitter) ms, counted from
 * its arrival: chunks of a burst are delayed together, not one after another, and keep their
 * order. An interruption releases the chunk in hand at once.
 */
export const latency: ToxicKind = {
  type: 'latency',
  defaults: { latency: 0, jitter: 0 },
  queueLength: 1024,
  pipe: (flow, { latency = 0, jitter = 0 }) =>
    flow.each(async (chunk) => {
      const delayMs = latency + (jitter > 0 ? uniformInt(flow.random, -jitter, jitter - 1) : 0);
      const waitMs = delayMs - (performance.now() - chunk.arrivedMs);
      await flow.wait(waitMs);
      // The stamp moves forward by the wait, so that two latencies in a row add up.
      await flow.pass(flow.interrupted ? chunk : { ...chunk, arrivedMs: chunk.arrivedMs + waitMs });
    }),
};
