import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';

export type Access = 'read-write' | 'read-only' | 'denied';

/** A socket of the reference server: accepted from a client, or dialled to another node. */
export interface ReferenceConnection {
  readonly kind: 'accepted' | 'dialled';
  /** Clients whose presence this connection brought. */
  readonly owned: Set<number>;
  readonly access: Access;
  send(frame: Uint8Array): void;
  sendText(text: string): void;
  close(code: number): void;
  ping(): void;
}

export interface ReferenceRoom {
  readonly name: string;
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly connections: Set<ReferenceConnection>;
  /** Applies and stores. */
  apply(update: Uint8Array, origin: unknown): void;
  /** Ends the whole server, as an uncaught exception would. */
  crash(): void;
}
