import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { ToxicKind } from './toxic-kind.ts';

/**
 * Cuts chunks into slices of about `average_size` +- `size_variation` bytes, `delay` microseconds
 * apart. Timers know no microseconds: waits are saved up until they make a millisecond, so that
 * the sum is right and single gaps are not. An interruption passes the rest on uncut.
 */
export const slicer: ToxicKind = {
  type: 'slicer',
  defaults: { average_size: 0, size_variation: 0, delay: 0 },
  refuse({ average_size: average = 0, size_variation: variation = 0 }) {
    if (average < 1) return `average_size must be 1 or more, not ${average}`;
    if (variation < 0 || variation > average) {
      return `size_variation must be between 0 and average_size (${average}), not ${variation}`;
    }
    return undefined;
  },
  async pipe(flow, { average_size: average = 1, size_variation: variation = 0, delay = 0 }) {
    let owedMs = 0;
    await flow.each(async (chunk) => {
      let sent = 0;
      for (const end of sliceEnds(flow.random, chunk.bytes.length, average, variation)) {
        await flow.pass({ ...chunk, bytes: chunk.bytes.subarray(sent, end) });
        sent = end;
        owedMs += delay / 1000;
        if (owedMs >= 1) {
          const startedMs = performance.now();
          await flow.wait(owedMs);
          owedMs -= performance.now() - startedMs;
        }
        if (flow.interrupted) break;
      }
      if (sent < chunk.bytes.length) {
        await flow.pass({ ...chunk, bytes: chunk.bytes.subarray(sent) });
      }
    });
  },
};

/** Halves [start, end) until pieces are small enough, moving each middle by up to the variation. */
function* sliceEnds(
  random: RandomGenerator,
  length: number,
  average: number,
  variation: number,
  start = 0,
): Generator<number> {
  if (length <= average + variation) {
    if (length > 0) yield start + length;
    return;
  }
  const shift = variation > 0 ? uniformInt(random, -variation, variation - 1) : 0;
  const left = Math.floor(length / 2) + shift;
  yield* sliceEnds(random, left, average, variation, start);
  yield* sliceEnds(random, length - left, average, variation, start + left);
}
