import type { Message } from '../wire/message.ts';
import type { Replica } from './replica.ts';

/** How a connection ended. `refused`: the upgrade failed; `status` is that of the HTTP answer, if any. */
export type PeerEnd =
  | { readonly kind: 'refused'; readonly status: number | null; readonly reason: string }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

/** One WebSocket of a case, and the replica behind it. */
export interface Peer {
  readonly name: string;
  readonly replica: Replica;
  /** Everything received and decoded, in order. */
  readonly received: readonly Message[];
  /** Text of `body` when the first step 2 had been applied; null before. */
  readonly syncedWith: string | null;
  readonly end: PeerEnd | null;
  /** Each message in a frame of its own. */
  send(...messages: readonly Message[]): void;
  /** Bytes behind the dialect's address, or a text frame. */
  sendInner(inner: Uint8Array | string): void;
  /** A whole frame. */
  sendFrame(frame: Uint8Array | string): void;
  /** Length of the frame that would carry the message, bytes. */
  frameLength(message: Message): number;
  /** Sends step 1 of its document. */
  askForState(): void;
  /** Closing handshake. */
  close(): void;
  /** The socket ends without a closing handshake, as when a process dies. */
  terminate(): void;
  /** Stops reading, so that the server's send buffers fill. */
  pause(): void;
  resume(): void;
}

/**
 * `client`: does what a y-websocket provider does. `reader`: the same, but never writes or answers.
 * `raw`: only records.
 */
export type Conduct = 'client' | 'reader' | 'raw';

/** A y-websocket provider counts as synced from the first step 2 on. */
export function isSynced(peer: Peer): boolean {
  return peer.syncedWith !== null;
}

/** False for a heartbeat: an awareness message without entries. */
export function isNews(message: Message): boolean {
  return message.kind !== 'awareness' || message.entries.length > 0;
}

/** How many messages a peer has received, heartbeats not counted. */
export function newsCount({ received }: Peer): number {
  return received.filter(isNews).length;
}

/** How the connection stands, for people. */
export function standing({ name, end }: Peer): string {
  if (end === null) return `${name}'s connection is open`;
  if (end.kind === 'refused') {
    const status = end.status === null ? '' : ` with HTTP ${end.status}`;
    return `${name}'s connection was refused${status} (${end.reason})`;
  }
  const reason = end.reason === '' ? '' : ` "${end.reason}"`;
  return `${name}'s connection was closed with ${end.code}${reason}`;
}
