import type { Doc } from 'yjs';
import type { ClientSocketClass } from './network.ts';

/** What a provider factory is given. `url` is the node's URL without the room. */
export interface ProviderOptions {
  readonly url: string;
  readonly room: string;
  readonly doc: Doc;
  readonly WebSocket: ClientSocketClass;
  readonly token: string;
  /** Query parameters besides the token. */
  readonly params: Readonly<Record<string, string>>;
  /** An object with the surface of y-protocols' `Awareness`. */
  readonly awareness: object;
}

/** `closed`: the server's close code said that reconnecting is pointless. */
export type ProviderStatus = 'connecting' | 'connected' | 'disconnected' | 'closed';

/** The Yjs connector of one link, already connecting. It is also its own transaction origin. */
export interface Provider {
  /** The object that updates from the wire carry as their transaction origin. */
  readonly origin: object;
  readonly synced: boolean;
  readonly connected: boolean;
  readonly connecting: boolean;
  readonly wanted: boolean;
  connect(): void;
  disconnect(): void;
  destroy(): void;
  on(event: 'status', listener: (status: ProviderStatus) => void): void;
  on(event: 'sync', listener: (synced: boolean) => void): void;
  /** Receives frames of a type of one's own; undefined where the provider cannot. */
  readonly extend?: (messageType: number, listener: (body: Uint8Array) => void) => void;
  /** Sends a raw frame when connected. */
  send(frame: Uint8Array): void;
}

/** How long a provider may take to notice that its connection is dead, and to dial again. */
export interface ReconnectTimings {
  /** Silence after which it gives a connection up, and the time until it looks; milliseconds. */
  readonly watchdogMs: number;
  /** The longest pause between two attempts to dial, milliseconds. */
  readonly backOffMs: number;
}

export type ProviderFactory = (options: ProviderOptions) => Provider;
