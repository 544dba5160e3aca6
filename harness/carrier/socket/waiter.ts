import { real } from '#harness/world/real.ts';

/** How often a condition is asked though nothing happened, milliseconds. */
const askEveryMs = 25;

/** Lets real time pass until something is so. */
export interface Waiter {
  /** Something happened: all that waits asks again. */
  stir(): void;
  /** Whether it was met by the deadline, on the clock of the run. */
  until(met: () => boolean, deadlineMs: number): Promise<boolean>;
}

/** Nobody waits at first. */
export function createWaiter(nowMs: () => number): Waiter {
  const waiting = new Set<() => void>();
  return {
    stir() {
      for (const askSoon of waiting) askSoon();
    },
    async until(met, deadlineMs) {
      let asking: ReturnType<typeof real.setImmediate> | null = null;
      let timer: ReturnType<typeof real.setTimeout> | undefined;
      let stop = (): void => undefined;
      try {
        return await new Promise<boolean>((resolve, reject) => {
          const ask = (): void => {
            asking = null;
            real.clearTimeout(timer);
            try {
              if (met()) return resolve(true);
            } catch (error) {
              return reject(error);
            }
            const leftMs = deadlineMs - nowMs();
            if (leftMs <= 0) return resolve(false);
            timer = real.setTimeout(ask, Math.min(askEveryMs, leftMs));
          };
          // Events come in bursts; once for all of them is enough.
          const askSoon = (): void => void (asking ??= real.setImmediate(ask));
          waiting.add(askSoon);
          stop = () => waiting.delete(askSoon);
          ask();
        });
      } finally {
        stop();
        real.clearTimeout(timer);
        if (asking !== null) real.clearImmediate(asking);
      }
    },
  };
}
