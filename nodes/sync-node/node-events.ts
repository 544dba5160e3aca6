import type { Room } from './room.ts';
import type { Session } from './session.ts';

/** What a node tells whoever runs it: a server's metrics and log, or the harness's history. */
export interface NodeEvents {
  roomOpened(room: Room): void;
  roomLoaded(room: Room, updates: readonly Uint8Array[]): void;
  roomClosed(room: Room): void;
  /** A step 1 was answered with what the room holds now. */
  step1Processed(room: Room, session: Session): void;
  /** A read-only connection tried to write. */
  refused(room: Room, session: Session): void;
  /** A frame that could not be decoded or applied. The connection lives on. */
  malformed(room: Room, session: Session, error: unknown): void;
  acknowledged(room: Room, session: Session, body: Uint8Array): void;
  written(room: string, update: Uint8Array): void;
  durable(room: string, update: Uint8Array): void;
  /** A storage operation failed; it is tried again. */
  storageFailed(room: string, error: unknown): void;
  /** A stored record could not be read; `line` says which. */
  storageDamaged(room: string, line: string): void;
  /** A connection was closed before it entered a room. */
  turnedAway(code: number, reason: string): void;
}

/** Tells nobody. */
export const silent: NodeEvents = {
  roomOpened: () => undefined,
  roomLoaded: () => undefined,
  roomClosed: () => undefined,
  step1Processed: () => undefined,
  refused: () => undefined,
  malformed: () => undefined,
  acknowledged: () => undefined,
  written: () => undefined,
  durable: () => undefined,
  storageFailed: () => undefined,
  storageDamaged: () => undefined,
  turnedAway: () => undefined,
};
