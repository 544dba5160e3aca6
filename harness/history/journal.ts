import {
  historyVersion,
  type EventBody,
  type HistoryEvent,
  type PayloadRef,
} from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { createPayloadTable } from './payload-table.ts';

/** The history while it is being written: append-only. */
export interface Journal {
  /** A recorder that stamps events with the device's name and the current time. */
  recorder(device: string): Recorder;
  readonly events: readonly HistoryEvent[];
  readonly payloads: readonly Uint8Array[];
  intern(bytes: Uint8Array): PayloadRef;
  /** The finished history, to hand to checkers. */
  history(topology: Topology, rooms: readonly string[]): History;
}

/** An empty journal; `nowMs` is the carrier's clock; `saw` is told of every event as it is appended. */
export function createJournal(nowMs: () => number, saw: (event: HistoryEvent) => void): Journal {
  const table = createPayloadTable();
  const events: HistoryEvent[] = [];
  return {
    events,
    payloads: table.payloads,
    intern: table.intern,
    recorder: (device) => ({
      intern: table.intern,
      record(body: EventBody, atMs = nowMs()) {
        const event = { seq: events.length, atMs, device, ...body };
        events.push(event);
        saw(event);
      },
    }),
    history: (topology, rooms) => ({
      version: historyVersion,
      topology,
      rooms,
      events,
      payload: table.get,
    }),
  };
}
