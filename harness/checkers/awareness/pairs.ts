import type { History } from '#harness/contract/history.ts';
import { presenceReplicas, sharedClients, type PresenceReplica } from './presence-replicas.ts';

/** A client whose user others see, and a client that sees them. */
export interface Pair {
  readonly subject: PresenceReplica;
  readonly observer: PresenceReplica;
  /** While both were open. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Every ordered pair of clients of a room that were open at the same time, on two devices. */
export function* pairs(history: History, room: string): Generator<Pair> {
  const endMs = history.events.at(-1)?.atMs ?? 0;
  const replicas = presenceReplicas(history).filter(
    (replica) => replica.room === room && replica.kind === 'client',
  );
  const shared = sharedClients(replicas);
  for (const subject of replicas) {
    if (shared.has(subject.client)) continue;
    for (const observer of replicas) {
      if (observer.device === subject.device || observer.client === subject.client) continue;
      const fromMs = Math.max(subject.openedMs, observer.openedMs);
      const toMs = Math.min(subject.closedMs, observer.closedMs, endMs);
      if (fromMs < toMs) yield { subject, observer, fromMs, toMs };
    }
  }
}
