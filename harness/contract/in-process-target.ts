import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { ProviderFactory, ReconnectTimings } from './provider.ts';
import type { ServerBus } from './server-bus.ts';
import type { DialectName } from './target.ts';

/** What `binaryType` makes of a binary message: a Buffer (the default), or an ArrayBuffer. */
export type SocketData = Buffer | ArrayBuffer;

/** Listeners by event, as the `ws` package calls them. A text message is a Buffer with `isBinary` false. */
export interface ServerSocketEvents {
  message: [data: SocketData, isBinary: boolean];
  close: [code: number, reason: Buffer];
  error: [error: Error];
  ping: [data: Buffer];
  pong: [data: Buffer];
}

/** What listeners added with `addEventListener` are given. */
export interface ServerSocketDomEvents {
  message: { type: 'message'; data: SocketData | string };
  close: { type: 'close'; code: number; reason: string; wasClean: boolean };
  error: { type: 'error'; message: string; error: Error };
}

/**
 * A server's end of an open WebSocket: the part of `ws`'s WebSocket that servers use, in both its
 * styles of listening. Ends with exactly one `close` event; `error` and `ping` never come, since no
 * browser breaks the WebSocket protocol or sends a ping.
 */
export interface ServerSocket {
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
  readonly readyState: 0 | 1 | 2 | 3;
  readonly protocol: string;
  readonly extensions: string;
  /** Bytes accepted by send() and not yet taken by the network. */
  readonly bufferedAmount: number;
  binaryType: string;
  /** After the socket began to close nothing is sent, and `done` is given an error, as in `ws`. */
  send(data: unknown, done?: (error?: Error) => void): void;
  send(data: unknown, options: object, done?: (error?: Error) => void): void;
  ping(): void;
  pong(): void;
  close(code?: number, reason?: string | Buffer): void;
  /** Ends the connection at once, without a Close frame: 1006 at both ends. */
  terminate(): void;
  on<Name extends keyof ServerSocketEvents>(
    event: Name,
    listener: (...args: ServerSocketEvents[Name]) => void,
  ): this;
  once<Name extends keyof ServerSocketEvents>(
    event: Name,
    listener: (...args: ServerSocketEvents[Name]) => void,
  ): this;
  off<Name extends keyof ServerSocketEvents>(
    event: Name,
    listener: (...args: ServerSocketEvents[Name]) => void,
  ): this;
  addEventListener<Name extends keyof ServerSocketDomEvents>(
    event: Name,
    listener: (event: ServerSocketDomEvents[Name]) => void,
  ): void;
  removeEventListener<Name extends keyof ServerSocketDomEvents>(
    event: Name,
    listener: (event: ServerSocketDomEvents[Name]) => void,
  ): void;
}

/** The part of Node's `IncomingMessage` that servers read of an upgrade request. */
export interface ServerRequest {
  readonly method: 'GET';
  /** Raw path and query: `/rooms/blog?token=t`. */
  readonly url: string;
  /** Lower-case names; `host` is always there. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly socket: { readonly remoteAddress: string };
}

/**
 * The machine's disk, by room and in V1 updates. Outlives the process; crashes, power cuts, slow and
 * failing disks act on it. A rejection means that nothing was stored.
 */
export interface ServerStorage {
  /** All that was stored for the room, in order; none for a new room. */
  load(room: string): Promise<readonly Uint8Array[]>;
  /** Adds an update; resolves once it is durable. */
  append(room: string, update: Uint8Array): Promise<void>;
  /** Stores a whole state in the place of all that was stored before; resolves once it is durable. */
  replace(room: string, state: Uint8Array): Promise<void>;
}

/** What a server is made of in a simulated run. */
export interface ServerOptions {
  /** The node's name in the topology. Two nodes are two processes: they must share nothing. */
  readonly name: string;
  /** Null where the topology gives the node no disk, or the target stores nothing. */
  readonly storage: ServerStorage | null;
  /** Whether documents collect garbage. */
  readonly gc: boolean;
  /** Where the target's `peers` asks for it; null otherwise. */
  readonly bus: ServerBus | null;
}

/** A document that a server holds in memory. */
export interface ServedRoom {
  readonly doc: Doc;
  readonly awareness?: Awareness | undefined;
}

/** One life of a server's process. */
export interface InProcessServer {
  /**
   * A client connected. What it throws, or rejects with, nobody catches, and ends the process as it
   * would in Node.
   */
  accept(socket: ServerSocket, request: ServerRequest): unknown;
  /**
   * The documents it holds, by room, so that rules judge its own replicas too: what it lost, kept or
   * showed that it should not. Without it only its clients are judged, and none across the bus.
   */
  rooms?(): Iterable<readonly [room: string, served: ServedRoom]>;
  /** The socket (or the bus) that brought an update or a state, read from the origin that Yjs was given with it. */
  socketOf?(origin: unknown): unknown;
  /** Stops in good order, as on SIGTERM: no connection is open and all is stored once it resolves. */
  close?(): Promise<void>;
  /** Ends what a killed process would take with it, where it is kept outside the server. */
  died?(): void;
}

/**
 * A server put under test in virtual time, in this process: `pnpm scenario --node NAME|FILE`. Timers,
 * randomness and the clock it finds are the simulator's; it must use no thread pool, file or socket.
 */
export interface InProcessTarget {
  readonly name: string;
  /** Default: y-protocols. */
  readonly dialect?: DialectName;
  /** A server as a process starts it: its state belongs in here, for what the module holds survives every crash and run. */
  create(options: ServerOptions): InProcessServer;
  /** The client's provider; the dialect's own by default. */
  readonly createProvider?: ProviderFactory;
  /** Of that provider; y-websocket's by default. */
  readonly reconnects?: ReconnectTimings;
  /**
   * When it stores: every update (the default: what a replica holds at quiescence its disk holds too),
   * a room once the last client has left it, or nothing, so that it is given no disk.
   */
  readonly stores?: 'updates' | 'when-left' | 'nothing';
  /**
   * What its instances reach each other by: `bus` makes every link between two nodes a way of the bus.
   * Left out, an instance knows of no other, and a topology whose nodes dial each other is unsupported.
   */
  readonly peers?: 'bus';
  /** Periods of time-outs that only keep connections or users alive: quiescence does not wait for them. */
  readonly keepAliveMs?: readonly number[];
}
