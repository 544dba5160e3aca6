import type { CutKind, FrameKind } from './schedule.ts';
import type { LinkProfile } from './topology.ts';

/** The part of the browser's WebSocket that providers use. */
export interface ClientSocket {
  binaryType: string;
  readonly readyState: number;
  readonly url: string;
  readonly bufferedAmount: number;
  onopen: ((event: { type: 'open' }) => void) | null;
  onmessage: ((event: { type: 'message'; data: ArrayBuffer | string }) => void) | null;
  onerror: ((event: { type: 'error'; message: string }) => void) | null;
  onclose:
    | ((event: { type: 'close'; code: number; reason: string; wasClean: boolean }) => void)
    | null;
  send(data: Uint8Array | ArrayBuffer | string): void;
  close(code?: number, reason?: string): void;
}

/** What a provider is given as `WebSocketPolyfill`. */
export interface ClientSocketClass {
  new (url: string, protocols?: string | readonly string[]): ClientSocket;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
}

/** Which end of a connection speaks. */
export type ConnectionEnd = 'dialler' | 'listener';

/** Told of everything a network carries, at the moment it happens; becomes the history. */
export interface NetworkObserver {
  opened(connection: ConnectionInfo, end: ConnectionEnd): void;
  closed(
    connection: ConnectionInfo,
    end: ConnectionEnd,
    code: number,
    by: 'self' | 'peer' | 'network',
  ): void;
  /** `message` is the same id at both ends: connection, direction and position in it. */
  sent(connection: ConnectionInfo, end: ConnectionEnd, message: string, frame: Uint8Array): void;
  received(
    connection: ConnectionInfo,
    end: ConnectionEnd,
    message: string,
    frame: Uint8Array,
  ): void;
}

export interface ConnectionInfo {
  /** Unique in the run: `c1`, `c2`, ... in order of dialling. */
  readonly id: string;
  readonly link: string;
  readonly dialler: string;
  readonly listener: string;
  /** The room asked for, decoded; '' where the path names none. */
  readonly room: string;
  /** Between two instances of a server, for their bus: of no room. */
  readonly bus?: true;
}

/** The link faults that every carrier knows, by link id. Resolves when the fault is in place. */
export interface LinkControl {
  /** `one-way` cuts only what the dialler sends; the other direction stalls as TCP makes it. */
  cut(link: string, kind: CutKind): Promise<void>;
  heal(link: string): Promise<void>;
  /** Every connection of the link ends for both sides with 1006. */
  reset(link: string): Promise<void>;
  resetAt(link: string, frame: FrameKind, count: number): Promise<void>;
  shape(link: string, profile: Partial<LinkProfile>): Promise<void>;
}
