import type { ToxicKind } from './toxic-kind.ts';

const stepMs = 100;

/**
 * At most `rate` bytes per ms (kB/s of 1000 B). What takes longer than 100 ms leaves in 100 ms
 * pieces. Rate 0 holds everything back. An interruption passes the rest on at once.
 */
export const bandwidth: ToxicKind = {
  type: 'bandwidth',
  defaults: { rate: 0 },
  refuse: ({ rate = 0 }) => (rate < 0 ? `rate must be 0 or more, not ${rate}` : undefined),
  async pipe(flow, { rate = 0 }) {
    let owedMs = 0;
    const waitPaying = async (ms: number): Promise<void> => {
      const startedMs = performance.now();
      await flow.wait(ms);
      // Timers are late: the error goes into the next wait, so that the rate holds on average.
      owedMs -= performance.now() - startedMs;
    };
    await flow.each(async (chunk) => {
      let { bytes } = chunk;
      owedMs += rate > 0 ? bytes.length / rate : Number.POSITIVE_INFINITY;
      while (bytes.length > rate * stepMs && !flow.interrupted) {
        await waitPaying(rate > 0 ? stepMs : Number.POSITIVE_INFINITY);
        if (flow.interrupted) break;
        await flow.pass({ ...chunk, bytes: bytes.subarray(0, rate * stepMs) });
        bytes = bytes.subarray(rate * stepMs);
      }
      await waitPaying(owedMs);
      await flow.pass({ ...chunk, bytes });
    });
  },
};
