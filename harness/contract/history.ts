import type { HistoryEvent, PayloadRef } from './history-event.ts';
import type { Topology } from './topology.ts';

/**
 * What happened in a run, append-only: the only thing checkers read. `scenario`, `topology` and
 * `rooms` say what was meant to happen.
 */
export interface History {
  readonly version: number;
  readonly topology: Topology;
  readonly rooms: readonly string[];
  readonly events: readonly HistoryEvent[];
  /**
   * How late a real machine may do anything at all, milliseconds: rules about time allow for it. Left
   * out of a history in virtual time, which is exact.
   */
  readonly toleranceMs?: number;
  /** The bytes behind a reference. Throws on a reference that is not of this history. */
  payload(ref: PayloadRef): Uint8Array;
}
