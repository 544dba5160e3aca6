import { payloadReader } from '#harness/checkers/status/payload-reader.ts';
import { readFrame } from '#harness/checkers/status/read-frame.ts';
import { updateIdsOf } from '#harness/checkers/status/replica-states.ts';
import { updateIds, type UpdateIds } from '#harness/checkers/status/update-ids.ts';
import type { Arrival, Carriage } from '#harness/contract/diagnosis.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';

/** A time during which a link had an open connection, milliseconds. */
export interface Connected {
  readonly link: string;
  readonly connection: string;
  readonly fromMs: number;
  toMs: number;
}

/** All that the events up to a moment say of one piece's way. */
export interface Trace {
  /** The first arrival of it at each device, in order. */
  readonly arrivals: readonly Arrival[];
  /** Every frame that carried it, in order of sending. */
  readonly carriages: readonly Carriage[];
  readonly connected: readonly Connected[];
  /** Links that were ever dialled, with their ends. */
  readonly links: ReadonlyMap<string, { readonly dialler: string; readonly listener: string }>;
}

/** The ids of all updates in a frame. */
const frameIdsOf = payloadReader((frame): UpdateIds => {
  const parts = readFrame(frame).flatMap((message) =>
    message.kind === 'update' || message.kind === 'step2' ? [updateIds(message.body)] : [],
  );
  return {
    structs: parts.flatMap(({ structs }) => structs),
    deletes: parts.flatMap(({ deletes }) => deletes),
  };
});

/** Follows the first struct of a range, or its deletion, through the events up to `untilSeq`. */
export function trace(
  history: History,
  room: string,
  { client, clock }: IdRange,
  piece: 'insert' | 'delete',
  untilSeq: number,
): Trace {
  const [read, readCarried] = [updateIdsOf(history), frameIdsOf(history)];
  const carries = (ids: UpdateIds | undefined): boolean =>
    (piece === 'insert' ? ids?.structs : ids?.deletes)?.some(
      (range) =>
        range.client === client && range.clock <= clock && clock < range.clock + range.length,
    ) ?? false;
  const arrivals = new Map<string, Arrival>();
  const carriages = new Map<string, Carriage>();
  const links = new Map<string, { dialler: string; listener: string }>();
  const open = new Map<string, Connected>();
  const connected: Connected[] = [];
  const linkOfConnection = new Map<string, string>();
  let endMs = 0;

  function arrive(device: string, atMs: number, seq: number, connection: string | null): void {
    if (arrivals.has(device)) return;
    const link = connection === null ? null : (linkOfConnection.get(connection) ?? null);
    const from = link === null ? null : otherEnd(links.get(link), device);
    arrivals.set(device, { device, atMs, seq, from, link });
  }

  function opened({ device, end, link, connection, atMs }: EventOf<'open'>): void {
    const ends = links.get(link) ?? { dialler: '', listener: '' };
    links.set(link, { ...ends, [end]: device });
    linkOfConnection.set(connection, link);
    if (open.has(connection)) return;
    const span = { link, connection, fromMs: atMs, toMs: Infinity };
    open.set(connection, span);
    connected.push(span);
  }

  for (const event of history.events) {
    if (event.seq > untilSeq) break;
    endMs = event.atMs;
    if (!('room' in event) || event.room !== room) continue;
    switch (event.kind) {
      case 'open':
        opened(event);
        break;
      case 'close': {
        const span = open.get(event.connection);
        if (span !== undefined) span.toMs = Math.min(span.toMs, event.atMs);
        break;
      }
      case 'update': {
        if (arrivals.has(event.device) || !carries(read(event.payload))) break;
        const { device, atMs, seq, origin } = event;
        arrive(device, atMs, seq, origin.from === 'connection' ? origin.connection : null);
        break;
      }
      case 'load':
        if (event.payload !== undefined && carries(read(event.payload)))
          arrive(event.device, event.atMs, event.seq, null);
        break;
      case 'send': {
        if (!carries(readCarried(event.payload))) break;
        const { link, connection, device, atMs, seq } = event;
        const to = otherEnd(links.get(link), device) ?? '';
        carriages.set(event.message, {
          ...{ link, connection, from: device, to, sentMs: atMs, sendSeq: seq },
          ...{ receivedMs: null, receiveSeq: null },
        });
        break;
      }
      case 'receive': {
        const sent = carriages.get(event.message);
        if (sent !== undefined && sent.receivedMs === null)
          carriages.set(event.message, {
            ...sent,
            receivedMs: event.atMs,
            receiveSeq: event.seq,
          });
        break;
      }
      default:
    }
  }
  for (const span of connected) span.toMs = Math.min(span.toMs, endMs);
  return {
    arrivals: [...arrivals.values()],
    carriages: [...carriages.values()],
    connected,
    links,
  };
}

function otherEnd(
  ends: { readonly dialler: string; readonly listener: string } | undefined,
  device: string,
): string | null {
  if (ends === undefined) return null;
  return ends.dialler === device ? ends.listener : ends.dialler;
}
