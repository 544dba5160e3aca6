import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { current } from './current.ts';
import { real } from './real.ts';
import { currentLife } from './real-life.ts';
import { VirtualTimer } from './virtual-timer.ts';
import type { World } from './world.ts';
import type { Zone } from './zone.ts';

type Callback = (...args: unknown[]) => void;

/**
 * Timers go to the heap of the running world and belong to the zone that set them. While a world
 * runs, a timer set outside every zone is a callback that escaped, and throws. On real time they
 * belong to the device's life whose code sets them.
 */
export function patchTimers(): void {
  const patched = {
    setTimeout: (callback: Callback, delayMs = 0, ...args: unknown[]) => {
      const place = here('setTimeout');
      if (place === null) return realTimeout(callback, delayMs, args);
      return place.world.schedule(atLeastOne(delayMs), () => callback(...args), {
        zone: place.zone,
        kind: place.zone.life.keepAliveMs.includes(delayMs) ? 'keep-alive' : 'work',
        purpose: 'timer',
      });
    },
    setInterval: (callback: Callback, delayMs = 0, ...args: unknown[]) => {
      const place = here('setInterval');
      if (place === null) return realInterval(callback, delayMs, args);
      const intervalMs = atLeastOne(delayMs);
      return place.world.schedule(intervalMs, () => callback(...args), {
        zone: place.zone,
        kind: 'keep-alive',
        purpose: 'interval',
        intervalMs,
      });
    },
    setImmediate: (callback: Callback, ...args: unknown[]) => {
      const place = here('setImmediate');
      if (place === null) return realImmediate(callback, args);
      return place.world.schedule(place.zone.life.immediateDelayMs, () => callback(...args), {
        zone: place.zone,
        kind: 'work',
        purpose: 'immediate',
      });
    },
    clearTimeout: clearWith(real.clearTimeout),
    clearInterval: clearWith(real.clearInterval),
    clearImmediate: clearWith(real.clearImmediate as (handle: never) => void),
  };
  Object.assign(globalThis, patched);
  Object.assign(timers, patched);

  const realWait = timersPromises.setTimeout;
  Object.assign(timersPromises, {
    setTimeout: (delayMs?: number, value?: unknown) =>
      current.world === null
        ? realWait(delayMs, value)
        : new Promise((resolve) => void patched.setTimeout(resolve, delayMs, value)),
  });

  AbortSignal.timeout = (delayMs) => {
    const controller = new AbortController();
    const timer = patched.setTimeout(
      () => controller.abort(new DOMException('signal timed out', 'TimeoutError')),
      delayMs,
    );
    timer.unref();
    return controller.signal;
  };

  forbidInWorld('MessageChannel');
}

/** Where a timer set now belongs; null outside a running world. */
function here(what: string): { world: World; zone: Zone } | null {
  const { world, zone } = current;
  if (world === null) return null;
  if (zone === null) {
    throw new HarnessFault(
      `${what} was called outside every device while a world runs: a callback escaped`,
    );
  }
  return { world, zone };
}

/** Timers on real time belong to the life that sets them, if any. */
function realTimeout(
  callback: Callback,
  delayMs: number,
  args: readonly unknown[],
): NodeJS.Timeout {
  const life = currentLife();
  if (life === null) return real.setTimeout(callback, delayMs, ...args);
  return life.timer(
    (fire) => real.setTimeout(fire, delayMs),
    () => callback(...args),
    'once',
  );
}

function realInterval(
  callback: Callback,
  delayMs: number,
  args: readonly unknown[],
): NodeJS.Timeout {
  const life = currentLife();
  if (life === null) return real.setInterval(callback, delayMs, ...args);
  return life.timer(
    (fire) => real.setInterval(fire, delayMs),
    () => callback(...args),
    'often',
  );
}

function realImmediate(callback: Callback, args: readonly unknown[]): NodeJS.Immediate {
  const life = currentLife();
  if (life === null) return real.setImmediate(callback, ...args);
  return life.timer(
    (fire) => real.setImmediate(fire),
    () => callback(...args),
    'once',
  );
}

/** Node raises delays below 1 ms to 1 ms, and so do browsers. */
function atLeastOne(delayMs: number): number {
  return delayMs >= 1 ? delayMs : 1;
}

function clearWith(clearReal: (handle: never) => void): (handle: unknown) => void {
  return (handle) => {
    if (!(handle instanceof VirtualTimer)) {
      currentLife()?.forget(handle);
      clearReal(handle as never);
    } else if (current.world !== null) current.world.cancel(handle);
  };
}

/** MessageChannel delivers through the real event loop, in an order that no heap decides. */
function forbidInWorld(name: 'MessageChannel'): void {
  const Real = globalThis[name];
  globalThis[name] = new Proxy(Real, {
    construct(target, args, newTarget) {
      if (current.world !== null)
        throw new HarnessFault(`${name} cannot be ordered by virtual time`);
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
}
