import type { EventBody, PayloadRef } from './history-event.ts';

/** Writes one device's events into the history, stamped with the time of the carrier, or an earlier one. */
export interface Recorder {
  record(event: EventBody, atMs?: number): void;
  /** Puts bytes into the payload table (once per content) and returns their reference. */
  intern(bytes: Uint8Array): PayloadRef;
}
