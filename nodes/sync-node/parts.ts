import type { UpgradeRequest } from '#harness/contract/connection.ts';
import { createAwarenessHub } from '#nodes/peer/awareness-hub.ts';
import { acknowledge } from './acknowledge.ts';
import { beat } from './heartbeat.ts';
import { handleFrame } from './handle-frame.ts';
import { handleAwareness } from './handle-awareness.ts';
import { handleSync } from './handle-sync.ts';
import { handshake } from './handshake.ts';
import { isNeeded } from './is-needed.ts';
import { mayClose } from './may-close.ts';
import { relayAwareness, relayUpdate } from './relay.ts';
import { createRoomPersistence } from './room-persistence.ts';
import { roomOf } from './room-of.ts';
import { serveOnceLoaded } from './serve-once-loaded.ts';
import type { Access } from './session.ts';

/** An answer to who may enter; a denied client is told the reason and not to come back. */
export type Admission = Access | { readonly denied: string };

/**
 * The replaceable functions a node is assembled from. Each does one thing to one room or connection;
 * a mutant replaces one of them, an embedder may too.
 */
export interface SyncNodeParts {
  /** The room a request asks for; null when its path names none. */
  readonly roomOf: typeof roomOf;
  readonly authenticate: (request: UpgradeRequest) => Admission | Promise<Admission>;
  /** Begins to serve a connection that was admitted to a room. */
  readonly serve: typeof serveOnceLoaded;
  readonly handshake: typeof handshake;
  readonly handleFrame: typeof handleFrame;
  readonly handleSync: typeof handleSync;
  readonly handleAwareness: typeof handleAwareness;
  readonly acknowledge: typeof acknowledge;
  readonly relayUpdate: typeof relayUpdate;
  readonly relayAwareness: typeof relayAwareness;
  readonly createHub: typeof createAwarenessHub;
  readonly beat: typeof beat;
  readonly isNeeded: typeof isNeeded;
  readonly mayClose: typeof mayClose;
  readonly createPersistence: typeof createRoomPersistence;
}

/** The reference behaviour. Everybody may enter: tokens are an option of the server. */
export const defaultParts: SyncNodeParts = {
  roomOf,
  authenticate: () => 'read-write',
  serve: serveOnceLoaded,
  handshake,
  handleFrame,
  handleSync,
  handleAwareness,
  acknowledge,
  relayUpdate,
  relayAwareness,
  createHub: createAwarenessHub,
  beat,
  isNeeded,
  mayClose,
  createPersistence: createRoomPersistence,
};
