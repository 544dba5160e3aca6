import type { ConnectionEnd } from '#harness/contract/network.ts';

/** An open connection to another node's bus, as one of its ends uses it. */
export interface BusPath {
  readonly connection: string;
  readonly link: string;
  readonly end: ConnectionEnd;
  send(frame: Uint8Array): void;
  /** Nothing came for so long that the other end must be gone. */
  giveUp(): void;
}

/** Told of one end's paths. After `left` nothing more is received. */
export interface BusPathUser {
  joined(path: BusPath): void;
  received(path: BusPath, frame: Uint8Array): void;
  left(path: BusPath): void;
}
