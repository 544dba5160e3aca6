import type {
  Connection,
  ConnectionHandler,
  UpgradeRequest,
} from '#harness/contract/connection.ts';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import type { Dial } from '#nodes/peer/dial.ts';
import { deniedFrame } from './frames.ts';
import { createFrameGate } from './frame-gate.ts';
import { handleFrames } from './handle-frames.ts';
import { silent, type NodeEvents } from './node-events.ts';
import { defaultParts, type Admission, type SyncNodeParts } from './parts.ts';
import type { Room } from './room.ts';
import { createRooms, type Rooms } from './rooms.ts';
import type { Session } from './session.ts';
import { spreadInterest, usersOf } from './spread-interest.ts';

/** Close codes of y-websocket's permanent range: a client so told does not come back. */
const badRequest = 4400;
const unauthorized = 4401;
/** A client so told tries again later. */
const goingAway = 1001;
const messageTooBig = 1009;
const internalError = 1011;
const tryAgainLater = 1013;

/** What a connection may send before it is admitted and its room loaded, bytes. */
const maxWaitingBytes = 5 * 1024 * 1024;

/** How much a node takes on; what is over a limit is told to try again later. */
export interface NodeLimits {
  readonly maxConnections: number;
  /** Rooms in memory at a time. */
  readonly maxRooms: number;
}

export interface SyncNodeOptions {
  /** Names this life of the node among all nodes that it may meet. */
  readonly nodeId: string;
  readonly gc: boolean;
  readonly storage: RoomStorage | null;
  readonly events?: NodeEvents;
  readonly parts?: Partial<SyncNodeParts>;
  /** Without limits by default. */
  readonly limits?: NodeLimits;
  openDials?(room: Room): readonly Dial[];
}

/** A Yjs sync server, whatever carries its connections. */
export interface SyncNode {
  readonly rooms: Rooms;
  /** Opens a room, or finds it open; null when there are too many, or the node is stopping. */
  enter(room: string): Room | null;
  /** Connections that have not ended. */
  connections(): number;
  /** `id` names the connection in histories and logs. */
  accept(connection: Connection, request: UpgradeRequest, id: string): ConnectionHandler;
  /** Flushes every room, then closes it. */
  close(): Promise<void>;
}

/** Assembles a node from its parts. Nothing is loaded before somebody connects. */
export function createSyncNode(options: SyncNodeOptions): SyncNode {
  const parts: SyncNodeParts = { ...defaultParts, ...options.parts };
  const events = options.events ?? silent;
  const limits = options.limits ?? { maxConnections: Infinity, maxRooms: Infinity };
  let connections = 0;
  let stopping = false;
  const rooms = createRooms({
    nodeId: options.nodeId,
    gc: options.gc,
    storage: options.storage,
    parts,
    events,
    openDials: (room) => options.openDials?.(room) ?? [],
  });

  function enter(name: string): Room | null {
    const isFull = rooms.get(name) === undefined && rooms.count() >= limits.maxRooms;
    return isFull || stopping ? null : rooms.enter(name);
  }

  function accept(connection: Connection, request: UpgradeRequest, id: string): ConnectionHandler {
    const session: Session = {
      id,
      connection,
      peer: /[?&]node=/.test(request.url) ? 'node' : 'client',
      access: 'read-only',
      ready: false,
      closed: false,
      heardFrom: true,
      spokenTo: false,
    };
    const gate = createFrameGate(maxWaitingBytes);
    let room: Room | null = null;

    function turnAway(code: number, reason: string): void {
      gate.shut();
      session.closed = true;
      connection.close(code, reason);
      events.turnedAway(code, reason);
    }

    function admit(admission: Admission, name: string): void {
      if (typeof admission === 'object') {
        connection.send(deniedFrame(admission.denied));
        turnAway(unauthorized, admission.denied);
        return;
      }
      const entered = enter(name);
      if (entered === null) {
        turnAway(tryAgainLater, 'too many rooms');
        return;
      }
      session.access = admission;
      room = entered;
      entered.sessions.add(session);
      if (session.peer === 'node') entered.interest.extend();
      parts.serve(entered, () => begin(entered));
    }

    /** The room is loaded. What a connection sent counts even if it has closed since. */
    function begin(entered: Room): void {
      session.ready = true;
      if (!session.closed) parts.handshake(entered, session);
      gate.open((frames) => handleFrames(entered, session, frames, parts, events));
      if (session.closed) entered.sessions.delete(session);
      // Before the next heartbeat a node far off might hang up.
      else if (session.peer === 'client' && usersOf(entered) === 1) spreadInterest(entered);
    }

    /** Lets the request in at once, once it is authenticated, or never. */
    function receive(): void {
      const name = parts.roomOf(request.url);
      if (name === null) return turnAway(badRequest, 'the path must be /rooms/ROOM, URL-encoded');
      if (stopping) return turnAway(goingAway, 'the node is stopping');
      if (connections > limits.maxConnections)
        return turnAway(tryAgainLater, 'too many connections');
      const admission = parts.authenticate(request);
      if (!(admission instanceof Promise)) return admit(admission, name);
      admission.then(
        (result) => admit(result, name),
        () => turnAway(internalError, 'authentication failed; try again later'),
      );
    }

    function hear(frames: readonly (Uint8Array | string)[]): void {
      session.heardFrom = true;
      if (!gate.push(frames)) connection.close(messageTooBig, 'too much before admission');
    }

    connections++;
    receive();
    return {
      message: (frame) => hear([frame]),
      messages: hear,
      pong() {
        session.heardFrom = true;
      },
      close() {
        connections--;
        session.closed = true;
        if (session.ready) room?.sessions.delete(session);
      },
    };
  }

  return {
    rooms,
    enter,
    accept,
    connections: () => connections,
    async close() {
      stopping = true;
      for (const room of rooms.all()) {
        for (const session of room.sessions)
          session.connection.close(goingAway, 'the node is stopping');
      }
      await rooms.closeAll();
      await options.storage?.close();
    },
  };
}
