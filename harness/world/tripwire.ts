import { createHook } from 'node:async_hooks';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { current } from './current.ts';
import { real } from './real.ts';

/**
 * Notices, through async_hooks, two things about a callback that ran in a world: whether it touched
 * promises (then they are drained before the next callback), and whether it made a resource that
 * virtual time cannot order (thread pool, socket, file, child process), which is a fault.
 */
export interface Tripwire {
  arm(): void;
  disarm(): void;
  /** Whether promises or ticks were touched since the last drain. */
  touched(): boolean;
  /** Runs all promise callbacks. Rejects if the wire was tripped. */
  drain(): Promise<void>;
  /** Trips the wire by hand. */
  fail(error: unknown): void;
}

/** Resources that stay within the JavaScript thread's own queues. */
const ordered: ReadonlySet<string> = new Set(['PROMISE', 'TickObject', 'Microtask']);

/** A disarmed wire. */
export function createTripwire(): Tripwire {
  let touched = false;
  let ours = false;
  let fault: HarnessFault | undefined;

  const hook = createHook({
    init(_asyncId, type) {
      if (ordered.has(type)) touched = true;
      else if (!ours && current.zone !== null && fault === undefined && !isBackground()) {
        fault = new HarnessFault(
          `device "${current.zone.life.device}" used ${type}, which virtual time cannot order; ` +
            'replace it by something that runs in the world',
        );
      }
    },
    promiseResolve() {
      touched = true;
    },
  });

  return {
    arm: () => void hook.enable(),
    disarm: () => void hook.disable(),
    touched: () => touched || fault !== undefined,
    async drain() {
      ours = true;
      const drained = new Promise((resolve) => real.setImmediate(resolve));
      ours = false;
      await drained;
      touched = false;
      if (fault !== undefined) throw fault;
    },
    fail(error) {
      fault ??=
        error instanceof HarnessFault
          ? error
          : new HarnessFault(`an unhandled rejection outside any device: ${String(error)}`, {
              cause: error,
            });
    },
  };
}

/**
 * Whether no device did it. tsx tidies its cache of compiled files in the background, once in a while, and
 * may come upon any of them; and what Node goes on with by itself was begun by a call that was seen.
 */
function isBackground(): boolean {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const caller = frames.find((frame) => !/node:|[\\/]world[\\/]tripwire\.ts/.test(frame));
  return caller === undefined || /[\\/]tsx[\\/]dist[\\/]/.test(caller);
}
