import type { Timed } from './event-heap.ts';
import type { Zone } from './zone.ts';

/**
 * - work: a timeout, an immediate, a frame in flight; quiescence waits for it
 * - keep-alive: an interval; quiescence does not
 * - script: a step of the schedule; belongs to the run, not to a device
 */
export type TimerKind = 'work' | 'keep-alive' | 'script';

/** A callback due at a virtual time. Also what `setTimeout` returns inside a world. */
export class VirtualTimer implements Timed {
  atMs: number;
  order: number;
  readonly kind: TimerKind;
  readonly zone: Zone | null;
  readonly callback: () => void;
  /** Says what is due, for the reason why a run is not quiescent. */
  readonly purpose: string;
  /** Repeats every so many milliseconds; 0 = once. */
  readonly intervalMs: number;
  pending = true;

  constructor(
    fields: Pick<
      VirtualTimer,
      'atMs' | 'order' | 'kind' | 'zone' | 'callback' | 'purpose' | 'intervalMs'
    >,
  ) {
    this.atMs = fields.atMs;
    this.order = fields.order;
    this.kind = fields.kind;
    this.zone = fields.zone;
    this.callback = fields.callback;
    this.purpose = fields.purpose;
    this.intervalMs = fields.intervalMs;
  }

  /** Node's `Timeout` has these; a virtual timer never keeps a process alive. */
  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return false;
  }
}
