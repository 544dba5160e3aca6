import type {
  Connection,
  ConnectionHandler,
  UpgradeRequest,
} from '#harness/contract/connection.ts';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import type { Dial } from '#nodes/peer/dial.ts';
import { deniedFrame } from './frames.ts';
import { silent, type NodeEvents } from './node-events.ts';
import { defaultParts, type Admission, type SyncNodeParts } from './parts.ts';
import type { Room } from './room.ts';
import { createRooms, type Rooms } from './rooms.ts';
import type { Session } from './session.ts';

/** Close codes of y-websocket's permanent range: a client so told does not come back. */
const badRequest = 4400;
const unauthorized = 4401;
const messageTooBig = 1009;
const goingAway = 1001;

/** What a connection may send before it is admitted and its room loaded, bytes. */
const maxWaitingBytes = 5 * 1024 * 1024;

export interface SyncNodeOptions {
  /** Names this life of the node among all nodes that it may meet. */
  readonly nodeId: string;
  readonly gc: boolean;
  readonly storage: RoomStorage | null;
  readonly events?: NodeEvents;
  readonly parts?: Partial<SyncNodeParts>;
  openDials?(room: Room): readonly Dial[];
}

/** A Yjs sync server, whatever carries its connections. */
export interface SyncNode {
  readonly rooms: Rooms;
  /** `id` names the connection in histories and logs. */
  accept(connection: Connection, request: UpgradeRequest, id: string): ConnectionHandler;
  /** Flushes every room, then closes it. */
  close(): Promise<void>;
}

/** Assembles a node from its parts. Nothing is loaded before somebody connects. */
export function createSyncNode(options: SyncNodeOptions): SyncNode {
  const parts: SyncNodeParts = { ...defaultParts, ...options.parts };
  const events = options.events ?? silent;
  const rooms = createRooms({
    nodeId: options.nodeId,
    gc: options.gc,
    storage: options.storage,
    parts,
    events,
    openDials: (room) => options.openDials?.(room) ?? [],
  });

  function accept(connection: Connection, request: UpgradeRequest, id: string): ConnectionHandler {
    const name = parts.roomOf(request.url);
    if (name === null) {
      connection.close(badRequest, 'the path must be /rooms/ROOM, URL-encoded');
      return { message: () => undefined, pong: () => undefined, close: () => undefined };
    }
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
    const waiting: (Uint8Array | string)[] = [];
    let waitingBytes = 0;
    let room: Room | null = null;

    function admit(admission: Admission, roomName: string): void {
      if (typeof admission === 'object') {
        connection.send(deniedFrame(admission.denied));
        connection.close(unauthorized, admission.denied);
        waiting.length = 0;
        session.closed = true;
        return;
      }
      session.access = admission;
      const entered = rooms.enter(roomName);
      room = entered;
      entered.sessions.add(session);
      if (session.peer === 'node') entered.interest.extend();
      parts.serve(entered, () => begin(entered));
    }

    /** The room is loaded. What a connection sent counts even if it has closed since. */
    function begin(entered: Room): void {
      session.ready = true;
      if (!session.closed) parts.handshake(entered, session);
      for (const frame of waiting.splice(0))
        parts.handleFrame(entered, session, frame, parts, events);
      if (session.closed) entered.sessions.delete(session);
    }

    const admission = parts.authenticate(request);
    if (admission instanceof Promise) void admission.then((result) => admit(result, name));
    else admit(admission, name);

    return {
      message(data) {
        session.heardFrom = true;
        if (session.ready && room !== null) {
          parts.handleFrame(room, session, data, parts, events);
          return;
        }
        if (session.closed) return;
        waitingBytes += data.length;
        if (waitingBytes > maxWaitingBytes)
          connection.close(messageTooBig, 'too much before admission');
        else waiting.push(data);
      },
      pong() {
        session.heardFrom = true;
      },
      close() {
        session.closed = true;
        if (session.ready) room?.sessions.delete(session);
      },
    };
  }

  return {
    rooms,
    accept,
    async close() {
      for (const room of rooms.all()) {
        for (const session of room.sessions)
          session.connection.close(goingAway, 'the node is stopping');
      }
      await rooms.closeAll();
      await options.storage?.close();
    },
  };
}
