import type { History } from '#harness/contract/history.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import { deviceKinds } from '../status/device-kinds.ts';
import { memoized } from '../status/memoized.ts';
import type { Moment } from './connection-lives.ts';

/** A state that an awareness began to show; null = shows none any more. */
export interface Shown extends Moment {
  readonly state: Json;
  readonly clock: number;
}

/** A replica as the awareness protocol sees it: a subject, and an observer of others. */
export interface PresenceReplica {
  readonly replica: string;
  readonly device: string;
  readonly room: string;
  readonly client: number;
  readonly kind: 'node' | 'client' | 'unknown';
  readonly openedMs: number;
  /** Closed, or its device stopped; Infinity while it lives. */
  closedMs: number;
  /** Its own states, and what it showed of every other id, by time. */
  readonly shown: Map<number, Shown[]>;
  /** When it last took in a state of an id, changed or renewed. */
  readonly refreshed: Map<number, Moment[]>;
}

/** Every replica of a history with what its awareness told. */
export const presenceReplicas = memoized((history: History): readonly PresenceReplica[] => {
  const replicas = new Map<string, PresenceReplica>();
  for (const event of history.events) {
    if (event.kind === 'replica' && event.state === 'opened') {
      replicas.set(event.replica, {
        ...{ replica: event.replica, device: event.device, room: event.room },
        ...{ client: event.clientId, kind: deviceKinds(history).get(event.device) ?? 'unknown' },
        ...{ openedMs: event.atMs, closedMs: Infinity, shown: new Map(), refreshed: new Map() },
      });
    } else if (event.kind === 'replica') {
      const replica = replicas.get(event.replica);
      if (replica) replica.closedMs = Math.min(replica.closedMs, event.atMs);
    } else if (event.kind === 'stop') {
      for (const replica of replicas.values())
        if (replica.device === event.device)
          replica.closedMs = Math.min(replica.closedMs, event.atMs);
    } else if (event.kind === 'awareness') {
      const replica = replicas.get(event.replica);
      if (replica) takeIn(replica, event);
    }
  }
  return [...replicas.values()];
});

function takeIn(replica: PresenceReplica, event: EventOf<'awareness'>): void {
  const { atMs, seq } = event;
  for (const client of [...event.added, ...event.updated]) {
    const found = event.states.find((entry) => entry.client === client);
    if (event.origin === 'remote') listOf(replica.refreshed, client).push({ atMs, seq });
    if (found) listOf(replica.shown, client).push({ atMs, seq, ...found });
  }
  for (const client of event.removed) {
    const found = event.states.find((entry) => entry.client === client);
    // Told to forget itself, Yjs names its own id as removed and keeps the state.
    const state = client === replica.client ? (found?.state ?? null) : null;
    listOf(replica.shown, client).push({ atMs, seq, state, clock: found?.clock ?? 0 });
  }
}

function listOf<Item>(lists: Map<number, Item[]>, client: number): Item[] {
  let list = lists.get(client);
  if (!list) lists.set(client, (list = []));
  return list;
}

/** Ids that two living replicas share (a cloned device): their awareness tells nothing of either. */
export function sharedClients(replicas: readonly PresenceReplica[]): ReadonlySet<number> {
  const shared = replicas.filter((one) =>
    replicas.some(
      (other) =>
        other !== one &&
        other.client === one.client &&
        other.openedMs < one.closedMs &&
        one.openedMs < other.closedMs,
    ),
  );
  return new Set(shared.map(({ client }) => client));
}
