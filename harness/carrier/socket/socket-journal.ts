import {
  historyVersion,
  type EventBody,
  type HistoryEvent,
  type PayloadRef,
} from '#harness/contract/history-event.ts';
import { createPayloadTable } from '#harness/history/payload-table.ts';
import type { Journal } from '#harness/history/journal.ts';

/** Processes wait for a processor, and for each other. */
const toleranceMs = 2_000;

/** A journal that takes in what other processes recorded, at the times when they did. */
export interface SocketJournal extends Journal {
  append(device: string, atMs: number, body: EventBody): void;
}

/**
 * An empty journal. Events of several processes arrive in any order; `history` orders them by the
 * clock that they share. `saw` is told of each as it arrives.
 */
export function createSocketJournal(
  nowMs: () => number,
  saw: (event: HistoryEvent) => void,
): SocketJournal {
  const table = createPayloadTable();
  const events: HistoryEvent[] = [];

  function append(device: string, atMs: number, body: EventBody): void {
    const event = { seq: events.length, atMs, device, ...body };
    events.push(event);
    saw(event);
  }

  return {
    events,
    payloads: table.payloads,
    intern: table.intern,
    append,
    recorder: (device) => ({
      intern: table.intern,
      record: (body, atMs = nowMs()) => append(device, atMs, body),
    }),
    history: (topology, rooms) => ({
      version: historyVersion,
      topology,
      rooms,
      toleranceMs,
      events: events.toSorted((a, b) => a.atMs - b.atMs).map((event, seq) => ({ ...event, seq })),
      payload: table.get,
    }),
  };
}

/** An event with its references counted in another table. */
export function withReferences(body: EventBody, to: (ref: PayloadRef) => PayloadRef): EventBody {
  if (body.kind === 'snapshot') {
    return { ...body, payload: to(body.payload), stateVector: to(body.stateVector) };
  }
  if (!('payload' in body) || body.payload === undefined) return body;
  return { ...body, payload: to(body.payload) };
}
