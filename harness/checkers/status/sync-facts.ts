import type { History } from '#harness/contract/history.ts';
import type { EventOf, PayloadRef } from '#harness/contract/history-event.ts';

/** What a server told of one connection's sync. */
export interface ServerPromise {
  readonly snapshot: EventOf<'snapshot'>;
  /** What the replica's storage gave, where it was ready only after the snapshot. */
  readonly loaded?: PayloadRef;
}

export interface SyncFacts {
  /** The server's state that a report of synced stands for; undefined where it told none. */
  snapshotFor(sync: EventOf<'sync'>): ServerPromise | undefined;
  /** Whether the server had sent nothing yet that a report of synced could rest on. */
  isUnanswered(sync: EventOf<'sync'>): boolean;
}

/** Collects which steps each connection carried, what servers held at them, and when storage was ready. */
export function indexSyncs({ events }: History): SyncFacts {
  const asked = new Map<string, number>();
  const answered = new Map<string, number>();
  const heard = new Map<string, number>();
  const snapshots = new Map<string, EventOf<'snapshot'>[]>();
  const loads = new Map<string, { startedSeq: number; readySeq: number; payload?: PayloadRef }>();
  const setFirst = (map: Map<string, number>, key: string, seq: number): void => {
    if (!map.has(key)) map.set(key, seq);
  };
  for (const event of events) {
    if (event.kind === 'receive' && event.end === 'listener' && event.frame === 'step1')
      setFirst(asked, event.connection, event.seq);
    if (event.kind === 'send' && event.end === 'listener' && event.frame === 'step2')
      setFirst(answered, event.connection, event.seq);
    if (event.kind === 'receive' && event.end === 'dialler' && event.frame === 'step2')
      setFirst(heard, event.connection, event.seq);
    if (event.kind === 'snapshot' && event.connection !== undefined)
      snapshots.set(event.connection, [...(snapshots.get(event.connection) ?? []), event]);
    if (event.kind === 'load') {
      const load = loads.get(event.replica) ?? { startedSeq: event.seq, readySeq: Infinity };
      loads.set(event.replica, load);
      if (event.state !== 'ready') continue;
      load.readySeq = event.seq;
      if (event.payload !== undefined) load.payload = event.payload;
    }
  }
  return {
    isUnanswered: ({ connection, seq }) => (heard.get(connection) ?? Infinity) > seq,
    snapshotFor({ connection, seq }) {
      const told = snapshots.get(connection)?.filter((snapshot) => snapshot.seq < seq) ?? [];
      // The first SyncStep2 is what makes a provider report synced.
      const wasAsked = (asked.get(connection) ?? Infinity) < (answered.get(connection) ?? Infinity);
      const cause = wasAsked ? 'step1-processed' : 'step2-encoded';
      const snapshot = told.find((candidate) => candidate.cause === cause);
      if (!snapshot) return undefined;
      const load = loads.get(snapshot.replica);
      if (!load || load.readySeq < snapshot.seq) return { snapshot };
      // Still loading: without what it loaded in the end, nothing can be said.
      return load.payload === undefined ? undefined : { snapshot, loaded: load.payload };
    },
  };
}
