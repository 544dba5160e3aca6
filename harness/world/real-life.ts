import { AsyncLocalStorage } from 'node:async_hooks';
import { real } from './real.ts';

type Handle = ReturnType<typeof real.setTimeout> | ReturnType<typeof real.setImmediate>;

export interface RealLifeOptions {
  /** Ambient names that only this device's code finds, such as `indexedDB`. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** What the device's code threw, or a promise of it rejected with. */
  uncaught(error: unknown): void;
}

/**
 * One life of a device on real time, where several devices may share a process: which code is whose
 * is known by its asynchronous context. What dies with a process in reality dies here with the life.
 */
export class RealLife {
  readonly globals: Readonly<Record<string, unknown>>;
  /** Added to the wall clock that this device's code reads. */
  clockOffsetMs = 0;
  readonly uncaught: (error: unknown) => void;
  readonly #timers = new Set<Handle>();
  #held: (() => void)[] = [];
  #state: 'awake' | 'asleep' | 'dead' = 'awake';

  constructor({ globals, uncaught }: RealLifeOptions) {
    this.globals = globals;
    this.uncaught = uncaught;
    if (living.size === 0) process.on('unhandledRejection', rejected);
    living.add(this);
  }

  get alive(): boolean {
    return this.#state !== 'dead';
  }

  /** Runs code as the device's own; what it throws reaches the caller. */
  enter<Result>(code: () => Result): Result {
    return lives.run(this, code);
  }

  /** Runs code as the device's own now, or when it wakes; never once it is dead. */
  deliver(code: () => void): void {
    if (this.#state === 'dead') return;
    if (this.#state === 'asleep') {
      this.#held.push(code);
      return;
    }
    this.enter(() => {
      try {
        code();
      } catch (error) {
        this.uncaught(error);
      }
    });
  }

  /** A timer that ends with the life. `fires` says whether it is over when it has fired. */
  timer<Timer extends Handle>(
    start: (fire: () => void) => Timer,
    callback: () => void,
    fires: 'once' | 'often',
  ): Timer {
    const handle: Timer = start(() => {
      if (fires === 'once') this.#timers.delete(handle);
      this.deliver(callback);
    });
    this.#timers.add(handle);
    return handle;
  }

  forget(handle: unknown): void {
    this.#timers.delete(handle as Handle);
  }

  sleep(): void {
    if (this.#state === 'awake') this.#state = 'asleep';
  }

  wake(): void {
    if (this.#state !== 'asleep') return;
    this.#state = 'awake';
    for (const code of this.#held.splice(0)) this.deliver(code);
  }

  /** Nothing of it runs again. */
  die(): void {
    this.#state = 'dead';
    living.delete(this);
    this.#held = [];
    for (const handle of this.#timers) {
      // An immediate is no timer for `clearTimeout`, nor the other way round.
      real.clearTimeout(handle as never);
      real.clearImmediate(handle as never);
    }
    this.#timers.clear();
    if (living.size > 0) return;
    process.off('unhandledRejection', rejected);
    // Following asynchronous contexts costs time; it begins again when a life is entered.
    lives.disable();
  }
}

const living = new Set<RealLife>();
const lives = new AsyncLocalStorage<RealLife>();
/** Of a process that is one device. */
let only: RealLife | null = null;

/** A promise of some device's code that rejected, or else a fault of the harness. */
function rejected(error: unknown): void {
  const life = currentLife();
  if (life === null) throw error;
  life.uncaught(error);
}

/** Whose code is running; null for the harness's own. */
export function currentLife(): RealLife | null {
  return lives.getStore() ?? only;
}

/** All code of this process is one device's from now on. */
export function becomeDevice(life: RealLife): void {
  only = life;
}
