import type { RunView } from '#harness/contract/run-view.ts';

/** The updates of one replica, in the order in which it applied them. */
export interface ReplicaUpdates {
  readonly replica: string;
  readonly device: string;
  readonly room: string;
  /** V1 updates; what it loaded from its storage is the first. */
  readonly updates: readonly Uint8Array[];
}

/** The raw updates of every replica: applied in order to an empty Y.Doc, they give its state. */
export function toUpdates({ history }: RunView): readonly ReplicaUpdates[] {
  const replicas = new Map<
    string,
    { replica: string; device: string; room: string; updates: Uint8Array[] }
  >();
  for (const event of history.events) {
    if (event.kind !== 'update' && event.kind !== 'load') continue;
    if (event.payload === undefined) continue;
    const { replica, device, room } = event;
    const entry = replicas.get(replica) ?? { replica, device, room, updates: [] };
    entry.updates.push(history.payload(event.payload));
    replicas.set(replica, entry);
  }
  return [...replicas.values()];
}
