import type { RandomStream } from './random.ts';

/**
 * One life of a device: a process or a tab. When it dies, every timer and callback of its zones dies
 * with it. A restart is a new one.
 */
export interface DeviceLife {
  readonly device: string;
  readonly random: RandomStream;
  alive: boolean;
  /** Asleep: what comes due is held back until the device wakes. */
  asleep: boolean;
  /** Added to the world's time by this device's wall clock. */
  clockOffsetMs: number;
  /** Periods of time-outs of its code that are keep-alives, and no work. */
  keepAliveMs: readonly number[];
  /** How long a storage step (`setImmediate` in fake-indexeddb) takes. */
  immediateDelayMs: number;
  /** What its code listens with to the end of its process. */
  readonly exitListeners: Set<() => void>;
  /** Ambient names that only this device's code finds, such as `indexedDB`. */
  globals: Readonly<Record<string, unknown>>;
}

/** Where a callback runs: a device's life, and the link it works for, if any. */
export interface Zone {
  readonly life: DeviceLife;
  /** Link id, or '' for work that belongs to no link. */
  readonly link: string;
  /** Callbacks due that are not keep-alives. */
  work: number;
}
