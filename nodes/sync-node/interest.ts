import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';

/** How long a node's word that it has users in the room is believed, milliseconds of a clock that nobody sets. */
const leaseMs = 40_000;

/**
 * Whether anybody still uses a room. Nodes that dial each other would keep a room alive for ever, so
 * a connection from a node does not count; instead each node with users of its own sends a beacon
 * that floods the nodes like awareness does, and every node keeps the room while a beacon is fresh.
 */
export interface Interest {
  /** A beacon of this node's own, to send to the nodes it is connected to. */
  beacon(): Uint8Array;
  /** Takes in a beacon; true when it is news, and must be passed on. */
  heard(beacon: Uint8Array): boolean;
  /** Gives the room time, as when another node has just connected. */
  extend(): void;
  /** Whether somebody beyond this node was heard of lately. */
  fresh(): boolean;
}

/**
 * `nodeId` names this node's life among all others; a restart is another one. `nextCount` counts its
 * beacons of all rooms: a room that is opened again would count from 1, and others take that for old.
 */
export function createInterest(nodeId: string, nextCount: () => number): Interest {
  const latest = new Map<string, number>();
  let untilMs = performance.now() + leaseMs;

  return {
    beacon() {
      const encoder = createEncoder();
      writeVarString(encoder, nodeId);
      writeVarUint(encoder, nextCount());
      return toUint8Array(encoder);
    },
    heard(beacon) {
      const decoder = createDecoder(beacon);
      const node = readVarString(decoder);
      const count = readVarUint(decoder);
      if (node === nodeId || count <= (latest.get(node) ?? 0)) return false;
      latest.set(node, count);
      untilMs = performance.now() + leaseMs;
      return true;
    },
    extend() {
      untilMs = Math.max(untilMs, performance.now() + leaseMs);
    },
    fresh: () => performance.now() < untilMs,
  };
}
