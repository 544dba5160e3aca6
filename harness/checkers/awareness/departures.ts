import type { History } from '#harness/contract/history.ts';
import type { PayloadRef } from '#harness/contract/history-event.ts';
import { memoized } from '../status/memoized.ts';
import { payloadReader } from '../status/payload-reader.ts';
import { connectionLives, type ConnectionLife } from './connection-lives.ts';
import { disturbances } from './outages.ts';
import type { PresenceReplica } from './presence-replicas.ts';
import { readAwareness } from './read-awareness.ts';

/** A time in which a user's client had no connection of its own any more, or slept. */
export interface Departure {
  readonly fromMs: number;
  /** Its next connection or its wake; Infinity if it never came back. */
  readonly untilMs: number;
  readonly how: 'ended' | 'asleep';
  /** The client's connections so far; their listeners may still think it is there. */
  readonly connections: readonly ConnectionLife[];
}

/** Every departure of a client's replica. A client that never connected never departs. */
export function departures(history: History, subject: PresenceReplica): Departure[] {
  const connections = connectionLives(history).filter(
    ({ dialler, room, opened }) =>
      dialler === subject.device &&
      room === subject.room &&
      opened.dialler !== undefined &&
      opened.dialler.atMs >= subject.openedMs &&
      opened.dialler.atMs < subject.closedMs,
  );
  const before = (ms: number): ConnectionLife[] =>
    connections.filter(({ opened }) => (opened.dialler?.atMs ?? 0) <= ms);
  const asleep = disturbances(history)
    .filter(({ device, what }) => what === 'sleep' && device === subject.device)
    .filter(({ fromMs }) => before(fromMs).length > 0)
    .map(({ fromMs, untilMs }) => ({ fromMs, untilMs, how: 'asleep' as const }));
  return [...ended(connections, subject), ...asleep].map((departure) => ({
    ...departure,
    connections: before(departure.fromMs),
  }));
}

/** The gaps between a client's connections, as the client itself sees them. */
function ended(connections: readonly ConnectionLife[], subject: PresenceReplica) {
  const spans = connections
    .map(({ opened, ended }) => ({
      fromMs: opened.dialler?.atMs ?? 0,
      toMs: Math.min(ended.dialler?.atMs ?? Infinity, subject.closedMs),
    }))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const gaps: { fromMs: number; untilMs: number; how: 'ended' }[] = [];
  let lastMs = -Infinity;
  for (const [index, { toMs }] of spans.entries()) {
    lastMs = Math.max(lastMs, toMs);
    const untilMs = spans[index + 1]?.fromMs ?? Infinity;
    if (lastMs < untilMs) gaps.push({ fromMs: lastMs, untilMs, how: 'ended' });
  }
  return gaps;
}

/** An entry of an awareness message as the listener of a connection took it in. */
export interface Heard {
  readonly client: number;
  readonly gone: boolean;
  readonly atMs: number;
  readonly seq: number;
}

const awarenessOf = payloadReader(readAwareness);

/** What listeners heard of the clients that dialled them, by connection. */
export const heardByListeners = memoized((history: History): ReadonlyMap<string, Heard[]> => {
  const read: (ref: PayloadRef) => ReturnType<typeof readAwareness> | undefined =
    awarenessOf(history);
  const heard = new Map<string, Heard[]>();
  for (const event of history.events) {
    if (event.kind !== 'receive' || event.end !== 'listener' || event.frame !== 'awareness')
      continue;
    let list = heard.get(event.connection);
    if (!list) heard.set(event.connection, (list = []));
    for (const { client, gone } of read(event.payload) ?? [])
      list.push({ client, gone, atMs: event.atMs, seq: event.seq });
  }
  return heard;
});
