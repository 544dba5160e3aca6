import type { ToxicKind } from './toxic-kind.ts';

/** Passes data, but holds the end back for `delay` ms; its removal lets the end through at once. */
export const slowClose: ToxicKind = {
  type: 'slow_close',
  defaults: { delay: 0 },
  pipe: (flow, { delay = 0 }) =>
    flow.each(
      (chunk) => flow.pass(chunk),
      async () => {
        await flow.wait(delay);
        if (!flow.interrupted) flow.close();
      },
    ),
};
