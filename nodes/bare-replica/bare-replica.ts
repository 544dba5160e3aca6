import type { ClientContext, Replica } from '#harness/contract/device.ts';

/** A replica that can be closed. */
export interface BareReplica extends Replica {
  close(): void;
}

/** What a bare replica is made of. */
export interface BareReplicaOptions {
  readonly id: string;
  readonly room: string;
  readonly context: ClientContext;
}

export type CreateBareReplica = (options: BareReplicaOptions) => BareReplica;

/** What a replica without network, storage and presence answers. */
export const alone: Omit<Replica, 'id' | 'room' | 'doc' | 'read'> = {
  ready: () => true,
  links: () => [],
  stored: () => true,
  setPresence: () => undefined,
  presence: () => [],
  coldStart: async () => null,
};
