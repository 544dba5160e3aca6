import { applyUpdate, Doc, encodeStateAsUpdate, transact } from 'yjs';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import type { AwarenessChange } from '#nodes/peer/awareness-facade.ts';
import { createWaitedFor } from '#nodes/peer/waited-for.ts';
import type { Dial } from '#nodes/peer/dial.ts';
import { heartbeatMs } from './heartbeat.ts';
import { createInterest } from './interest.ts';
import { tellOrigin } from './relay.ts';
import type { NodeEvents } from './node-events.ts';
import type { SyncNodeParts } from './parts.ts';
import type { Room } from './room.ts';
import { noPersistence } from './room-persistence.ts';
import { spreadInterest } from './spread-interest.ts';
import { untilDurable } from './until-durable.ts';

export interface RoomsOptions {
  /** Names this life of the node among all nodes. */
  readonly nodeId: string;
  readonly gc: boolean;
  /** Null for a node that keeps nothing: its rooms then stay in memory. */
  readonly storage: RoomStorage | null;
  readonly parts: SyncNodeParts;
  readonly events: NodeEvents;
  /** Dials the other nodes for a room; called once it is loaded. */
  openDials(room: Room): readonly Dial[];
}

/** The rooms in memory: each opened on first use, and evicted when nobody needs it any more. */
export interface Rooms {
  enter(name: string): Room;
  all(): Iterable<Room>;
  get(name: string): Room | undefined;
  count(): number;
  /** Drops a room from memory once its updates are durable, unless somebody joins meanwhile. */
  evict(room: Room): Promise<void>;
  closeAll(): Promise<void>;
}

/** No room is open at first. */
export function createRooms(options: RoomsOptions): Rooms {
  const { parts, events, storage } = options;
  const rooms = new Map<string, Room>();
  const beats = new Map<Room, ReturnType<typeof setInterval>>();
  let opened = 0;
  let beacons = 0;

  function open(name: string): Room {
    const doc = new Doc({ gc: options.gc });
    const hub = parts.createHub(doc, 'none');
    const persistence =
      storage === null
        ? noPersistence
        : parts.createPersistence(storage, name, () => encodeStateAsUpdate(doc), {
            written: (update) => events.written(name, update),
            durable: (update) => events.durable(name, update),
            failed: (error) => events.storageFailed(name, error),
            damaged: (line) => events.storageDamaged(name, line),
          });
    const room: Room = {
      name,
      id: `${options.nodeId}#${++opened}`,
      doc,
      hub,
      sessions: new Set(),
      persistence,
      interest: createInterest(options.nodeId, () => ++beacons),
      dials: [],
      hungUp: false,
      state: 'loading',
      loaded: persistence.load().then((updates) => {
        if (room.state === 'closed') return;
        transact(
          doc,
          () => updates.forEach((update) => applyUpdate(doc, update, persistence)),
          persistence,
        );
        room.state = 'ready';
        events.roomLoaded(room, updates);
        room.dials = options.openDials(room);
      }),
      dialAgain() {
        if (!room.hungUp || room.state === 'closed') return;
        room.hungUp = false;
        room.dials = options.openDials(room);
      },
    };
    const waitedFor = createWaitedFor(doc);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== persistence) persistence.append(update);
      parts.relayUpdate(room, update, origin);
      const waited = waitedFor();
      if (waited !== null) tellOrigin(room, waited, origin);
    });
    hub.awareness.on('update', (change: AwarenessChange, origin: unknown) => {
      parts.relayAwareness(room, change, origin);
    });
    beats.set(
      room,
      setInterval(() => {
        parts.beat(room);
        spreadInterest(room);
        if (storage !== null && !parts.isNeeded(room)) void evict(room);
      }, heartbeatMs),
    );
    rooms.set(name, room);
    events.roomOpened(room);
    return room;
  }

  async function evict(room: Room): Promise<void> {
    if (await parts.mayClose(room)) close(room);
  }

  function close(room: Room): void {
    room.state = 'closed';
    rooms.delete(room.name);
    clearInterval(beats.get(room));
    beats.delete(room);
    for (const dial of room.dials) dial.destroy();
    room.hub.awareness.destroy();
    room.doc.destroy();
    events.roomClosed(room);
  }

  return {
    enter(name) {
      const room = rooms.get(name) ?? open(name);
      room.dialAgain();
      return room;
    },
    all: () => rooms.values(),
    get: (name) => rooms.get(name),
    count: () => rooms.size,
    evict,
    async closeAll() {
      const isOpen = (room: Room): boolean => room.state !== 'ready' || !room.persistence.settled();
      while ([...rooms.values()].some(isOpen))
        await Promise.all([...rooms.values()].map((room) => untilDurable(room)));
      for (const room of rooms.values()) close(room);
    },
  };
}
