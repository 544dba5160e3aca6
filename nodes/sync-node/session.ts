import type { Connection } from '#harness/contract/connection.ts';

/** What a connection may do. */
export type Access = 'read-write' | 'read-only';

/** One accepted connection to a room. Also the transaction origin of what it sends. */
export interface Session {
  /** Unique in the process's life, for logs and histories. */
  readonly id: string;
  readonly connection: Connection;
  /** `node` for a connection that another sync node dialled. */
  readonly peer: 'client' | 'node';
  access: Access;
  /** Set once the handshake was sent; before it, nothing is relayed to the connection. */
  ready: boolean;
  closed: boolean;
  /** Cleared at each heartbeat, set by anything received; two clear heartbeats in a row close it. */
  heardFrom: boolean;
  /** Cleared at each heartbeat, set by anything sent. */
  spokenTo: boolean;
}

/** Sends a frame unless the connection has ended. */
export function send(session: Session, frame: Uint8Array): void {
  if (session.closed) return;
  session.spokenTo = true;
  session.connection.send(frame);
}
