/**
 * One WebSocket as a server sees it, whatever carries it. Identity is the object: an adapter makes
 * exactly one per socket. Frames are whole WebSocket messages.
 */
export interface Connection {
  /** Queues a binary frame; false = the peer reads too slowly and the connection is being closed. */
  send(frame: Uint8Array): boolean;
  /** Where the carrier can: queues a text frame. */
  sendText?(text: string): void;
  close(code: number, reason: string): void;
  /** Sends a WebSocket ping; the answer arrives at {@link ConnectionHandler.pong}. */
  ping(): void;
  /** Bytes accepted by send() and not yet taken by the network. */
  bufferedBytes(): number;
  /** Where the carrier tells: whether it began to close, by either side, or is over. */
  state?(): 'open' | 'closing' | 'closed';
  /** Where the carrier can: ends it at once, without a Close frame. */
  terminate?(): void;
}

/** What a server is told of the upgrade request. */
export interface UpgradeRequest {
  /** Raw path and query as on the wire, `/rooms/blog?token=t`. */
  readonly url: string;
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A server's handlers for one connection. The adapter calls `close` exactly once, last. */
export interface ConnectionHandler {
  message(data: Uint8Array | string): void;
  /** Where the server can: frames that arrived together, in order. Means what `message` for each does. */
  messages?(data: readonly (Uint8Array | string)[]): void;
  pong(): void;
  /** `code` as in WebSocket close events, 1006 for a connection that broke; left out where not known. */
  close(code?: number): void;
}
