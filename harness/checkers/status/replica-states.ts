import type { History } from '#harness/contract/history.ts';
import type { HistoryEvent, PayloadRef } from '#harness/contract/history-event.ts';
import { IdSet } from './id-set.ts';
import { payloadReader } from './payload-reader.ts';
import { updateIds } from './update-ids.ts';

/** What one replica (one Y.Doc) holds, in ids, at the event that was fed last. */
export interface ReplicaState {
  readonly replica: string;
  readonly device: string;
  readonly room: string;
  readonly structs: IdSet;
  readonly deletes: IdSet;
  open: boolean;
}

/** {@link updateIds} of a history's payloads, each computed once. */
export const updateIdsOf = payloadReader(updateIds);

/**
 * Replays every replica's life from its `update` events, which Yjs emits for integrated structs only.
 * Feed the events in order and look in between.
 */
export class ReplicaStates {
  readonly #byReplica = new Map<string, ReplicaState>();
  readonly #read: (ref: PayloadRef) => ReturnType<typeof updateIds> | undefined;

  constructor(history: History) {
    this.#read = updateIdsOf(history);
  }

  feed(event: HistoryEvent): void {
    if (event.kind === 'replica') {
      const known = this.#byReplica.get(event.replica);
      if (known) known.open = event.state === 'opened';
      else this.#byReplica.set(event.replica, opened(event.replica, event.device, event.room));
    } else if (event.kind === 'stop') {
      for (const state of this.#byReplica.values())
        if (state.device === event.device) state.open = false;
    } else if (event.kind === 'update') {
      const ids = this.#read(event.payload);
      const state = this.#byReplica.get(event.replica);
      if (!ids || !state) return;
      state.structs.addAll(ids.structs);
      state.deletes.addAll(ids.deletes);
    }
  }

  get(replica: string): ReplicaState | undefined {
    return this.#byReplica.get(replica);
  }

  /** The replica that is open on a device for a room. */
  at(device: string, room: string): ReplicaState | undefined {
    return [...this.#byReplica.values()].findLast(
      (state) => state.open && state.device === device && state.room === room,
    );
  }

  open(room: string): ReplicaState[] {
    return [...this.#byReplica.values()].filter((state) => state.open && state.room === room);
  }
}

function opened(replica: string, device: string, room: string): ReplicaState {
  return { replica, device, room, structs: new IdSet(), deletes: new IdSet(), open: true };
}
