import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { real } from './real.ts';
import type { Zone } from './zone.ts';

/**
 * Notices, through async_hooks, two things about a callback that ran in a world: whether it touched
 * promises (then they are drained before the next callback), and whether it made a resource that
 * virtual time cannot order (thread pool, socket, file, child process), which is a fault.
 */
export interface Tripwire {
  arm(): void;
  disarm(): void;
  /** Runs a zone's callback: what it begins, and all that this goes on with, is the zone's doing. */
  watch(zone: Zone, callback: () => void): void;
  /** Whether promises or ticks were touched since the last drain. */
  touched(): boolean;
  /** Runs all promise callbacks. Rejects if the wire was tripped. */
  drain(): Promise<void>;
  /** Trips the wire by hand. */
  fail(error: unknown): void;
}

/** Resources that stay within the JavaScript thread's own queues. */
const ordered: ReadonlySet<string> = new Set(['PROMISE', 'TickObject', 'Microtask']);

/** A zone's callback, and the wire that watches it. */
interface Doing {
  readonly zone: Zone;
  readonly wire: Tripwire;
}

/**
 * Whose doing something is. The zone that runs now cannot tell: others' work ends meanwhile, too, and an
 * earlier world's. One for all worlds, since each costs something at every promise for as long as the
 * process lives.
 */
const doer = new AsyncLocalStorage<Doing>();

/** A disarmed wire. */
export function createTripwire(): Tripwire {
  let touched = false;
  let ours = false;
  let fault: HarnessFault | undefined;

  const hook = createHook({
    init(_asyncId, type) {
      if (ordered.has(type)) touched = true;
      else if (!ours && fault === undefined) {
        const doing = doer.getStore();
        if (doing?.wire !== wire || isWarning()) return;
        fault = new HarnessFault(
          `device "${doing.zone.life.device}" used ${type}, which virtual time cannot order; ` +
            'replace it by something that runs in the world',
        );
      }
    },
    promiseResolve() {
      touched = true;
    },
  });

  const wire: Tripwire = {
    arm: () => void hook.enable(),
    disarm() {
      hook.disable();
      doer.disable();
    },
    watch: (zone, callback) => doer.run({ zone, wire }, callback),
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
  return wire;
}

/** Whether Node prints a warning of its own, for which it may open standard error. */
function isWarning(): boolean {
  return new Error().stack?.includes('node:internal/process/warning') === true;
}
