import type { ReplicaReading } from '#harness/contract/carrier.ts';
import type { Replica, ReplicaState } from '#harness/contract/device.ts';

/** A state of a replica, with the replica's identity, read at a time of the run. */
export function readingOf(replica: Replica, state: ReplicaState, atMs: number): ReplicaReading {
  return {
    atMs,
    replica: replica.id,
    clientId: replica.doc.clientID,
    state,
    presence: replica.presence(),
  };
}
