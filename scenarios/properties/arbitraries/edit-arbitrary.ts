import fc from 'fast-check';
import type { Step } from '#harness/contract/schedule.ts';
import { mixes } from '#harness/workload/mixes.ts';
import { createRandom } from '#harness/world/random.ts';

export type TimedStep = Extract<Step, { at: number }>;

const mixNames = Object.keys(mixes) as (keyof typeof mixes)[];

/**
 * Edits at random times by random clients. Each schedule draws its own few kinds of workload, so that
 * interactions of two kinds are common and each is sometimes alone.
 */
export function editsArbitrary(
  clients: readonly string[],
  untilMs: number,
  most: number,
): fc.Arbitrary<TimedStep[]> {
  return fc.subarray(mixNames, { minLength: 1, maxLength: 3 }).chain((names) =>
    fc
      .array(
        fc.record({
          at: fc.integer({ min: 500, max: untilMs }),
          device: fc.constantFrom(...clients),
          mix: fc.constantFrom(...names),
          draw: fc.nat(),
        }),
        { minLength: 3, maxLength: most, size: 'max' },
      )
      .map((edits) => [
        ...(names.includes('undo') ? clients.map(trackUndo) : []),
        ...edits.map(({ at, device, mix, draw }, index): TimedStep => {
          const { action, args } = mixes[mix](createRandom(draw), index);
          return { at, do: 'edit', device, action, args };
        }),
      ]),
  );
}

function trackUndo(device: string): TimedStep {
  return { at: 400, do: 'edit', device, action: 'undo.track', args: ['text'] };
}
