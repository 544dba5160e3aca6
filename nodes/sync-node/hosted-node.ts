import { randomUUID } from 'node:crypto';
import type { UpgradeRequest } from '#harness/contract/connection.ts';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import type { Dial } from '#nodes/peer/dial.ts';
import { createAuthenticate, type AuthenticateOptions } from './auth/create-authenticate.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { NodeEvents } from './node-events.ts';
import { defaultParts, type Admission, type SyncNodeParts } from './parts.ts';
import type { Room } from './room.ts';
import { createSyncNode, type SyncNode } from './sync-node.ts';

/** How a node is set up that listens on real sockets. Everything has a default. */
export interface HostedNodeOptions extends AuthenticateOptions {
  /** Where rooms are kept; without one they stay in memory. See `openRoomStorage`. */
  readonly storage?: RoomStorage;
  /** Judges requests in place of the tokens and origins above; may take its time. */
  readonly authenticate?: (request: UpgradeRequest) => Admission | Promise<Admission>;
  /** Largest message and HTTP body taken, bytes; a larger one closes with 1009, or gets 413. 16 MiB. */
  readonly maxMessageBytes?: number;
  /** What may wait for a slow reader before its connection is ended, bytes. 64 MiB. */
  readonly maxBufferedBytes?: number;
  readonly maxConnections?: number;
  /** Rooms in memory at a time. */
  readonly maxRooms?: number;
  /** Whether documents forget deleted content, as Yjs does by default. */
  readonly gc?: boolean;
  /** Told of what an operator should know, one line each. Standard error by default. */
  readonly say?: (line: string) => void;
  /** Replaces parts of the node; see `parts.ts`. */
  readonly parts?: Partial<SyncNodeParts>;
  /** Opens the providers with which each room dials other nodes. */
  readonly openDials?: (room: Room, name: string) => readonly Dial[];
}

/** A node with what its adapters and routes need of it. */
export interface HostedNode {
  readonly node: SyncNode;
  readonly metrics: Metrics;
  readonly maxMessageBytes: number;
  readonly maxBufferedBytes: number;
  authenticate(request: UpgradeRequest): Admission | Promise<Admission>;
  /** Rooms known to memory or storage, sorted. */
  roomNames(): Promise<readonly string[]>;
  /** The stored updates of a room that is not in memory. */
  stored(room: string): Promise<readonly Uint8Array[]>;
  /** A name for the next connection, unique in this process. */
  nextConnection(): string;
  /** Flushes and closes every room, then the storage. The same promise however often it is called. */
  close(): Promise<void>;
}

const mebibyte = 1024 * 1024;

/** Assembles a node for real sockets. */
export function createHostedNode(options: HostedNodeOptions): HostedNode {
  const storage = options.storage ?? null;
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const metrics = createMetrics();
  const name = randomUUID();
  const authenticate = options.authenticate ?? createAuthenticate(options);
  let connections = 0;
  let closing: Promise<void> | null = null;

  const events: NodeEvents = {
    ...metrics.events,
    storageFailed(room, error) {
      if (!metrics.failingRooms().includes(room)) {
        say(`storage of room ${JSON.stringify(room)} fails, trying again: ${String(error)}`);
      }
      metrics.events.storageFailed(room, error);
    },
    storageDamaged(room, line) {
      say(line);
      metrics.events.storageDamaged(room, line);
    },
  };

  const node = createSyncNode({
    nodeId: name,
    gc: options.gc ?? true,
    storage,
    events,
    parts: { ...defaultParts, ...options.parts, authenticate },
    limits: {
      maxConnections: options.maxConnections ?? 10_000,
      maxRooms: options.maxRooms ?? 10_000,
    },
    openDials: (room) => options.openDials?.(room, name) ?? [],
  });

  const hosted: HostedNode = {
    node,
    metrics,
    maxMessageBytes: options.maxMessageBytes ?? 16 * mebibyte,
    maxBufferedBytes: options.maxBufferedBytes ?? 64 * mebibyte,
    authenticate,
    async roomNames() {
      const names = new Set(await storage?.rooms());
      for (const room of node.rooms.all()) names.add(room.name);
      return [...names].toSorted();
    },
    stored: async (room) => (await storage?.load(room))?.updates ?? [],
    nextConnection: () => `c${++connections}`,
    close: () => (closing ??= node.close()),
  };
  known.add(hosted);
  return hosted;
}

/** All that were ever made: what an app carries under our name may be anything. */
const known = new WeakSet<object>();

export function isHostedNode(value: unknown): value is HostedNode {
  return typeof value === 'object' && value !== null && known.has(value);
}
