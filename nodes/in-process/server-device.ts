import { applyUpdate, Doc } from 'yjs';
import type { NodeContext, NodeDevice, Replica } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';
import type { InProcessTarget } from '#harness/contract/in-process-target.ts';
import type { JsonObject } from '#harness/contract/json.ts';
import { thrownBy } from '#harness/contract/thrown-by.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { readPresence } from '#nodes/peer/read-presence.ts';
import { readReplica } from '#nodes/peer/read-replica.ts';
import type { MemoryDisk } from '#nodes/sync-node/storage/memory-disk.ts';
import { busConnection } from './bus/bus-journal.ts';
import { joinBus } from './bus/join-bus.ts';
import { createServedRooms, type KnownRoom } from './served-rooms.ts';
import { createServerRequest } from './server-request.ts';
import { SimulatedServerSocket } from './server-socket.ts';
import { createServerStorage } from './server-storage.ts';
import { syncStepOf } from './sync-step-of.ts';

/** Where one of its sockets is: the connection and the room it was opened for. */
interface Peer {
  readonly connection: string;
  readonly room: string;
}

/** One life of a server that is not ours, as a node of the topology. */
export function createServerDevice(
  context: NodeContext,
  target: InProcessTarget,
  disk: MemoryDisk | null,
): NodeDevice {
  const { spec, recorder } = context;
  const dialect = target.dialect ?? 'y-protocols';
  const peers = new Map<unknown, Peer>();
  /** Whose message arrived last, by room: for servers that tell Yjs no origin. */
  const newestSender = new Map<string, string>();
  const storage =
    disk === null
      ? null
      : createServerStorage(disk, {
          loading: (room) => rooms.loading(room),
          loaded: (room, updates) => rooms.loaded(room, updates),
          stored(room, update, state) {
            const payload = recorder.intern(update);
            recorder.record({ kind: 'storage', room, medium: 'disk', state, payload });
          },
          failed: (room, error) =>
            recorder.record({ kind: 'storage-failed', room, error: errorClass(error) }),
        });
  const life = `${spec.name}:${context.incarnation}`;
  const bus = target.peers === 'bus' ? joinBus(context, life, () => rooms.look()) : null;
  const server = created();
  const rooms = createServedRooms({
    server,
    life,
    storage: storage === null ? 'none' : 'disk',
    recorder,
    opened: (room) => bus?.journal.holds(room),
    originOf,
  });
  for (const dialled of context.dials) bus?.dial(dialled);

  /** A server that cannot be made was never under test: that is for its author to mend. */
  function created(): ReturnType<InProcessTarget['create']> {
    try {
      return target.create({ name: spec.name, storage, gc: spec.gc, bus: bus?.bus ?? null });
    } catch (error) {
      throw new UsageError(
        `create() of the server "${target.name}" threw ${thrownBy(error)}; mend it, and run again`,
        { cause: error },
      );
    }
  }

  /** An update that was applied came from a connection, or from storage; one that Yjs made is derived. */
  function originOf(room: string, origin: unknown, isLocal: boolean): UpdateOrigin | undefined {
    const told = peers.get(server.socketOf?.(origin) ?? origin);
    if (told !== undefined) return { from: 'connection', connection: told.connection };
    const way = bus?.wayOf(server.socketOf?.(origin) ?? origin, isLocal) ?? null;
    if (way !== null) return { from: 'connection', connection: busConnection(way, room) };
    if (isLocal) return undefined;
    const connection = newestSender.get(room);
    if (rooms.isLoading(room) || connection === undefined) return { from: 'storage' };
    return { from: 'connection', connection };
  }

  /** What the server holds as it answers a connection: what a report of synced stands for. */
  function recordAnswer({ connection, room }: Peer, wasAsked: boolean): void {
    const known = rooms.get(room);
    if (known === undefined) return;
    const state = readReplica(known.served.doc, {});
    recorder.record({
      kind: 'snapshot',
      room,
      replica: known.id,
      cause: wasAsked ? 'step1-processed' : 'step2-encoded',
      connection,
      payload: recorder.intern(state.update),
      stateVector: recorder.intern(state.stateVector),
      pendingStructs: state.pendingStructs,
      pendingDeletes: state.pendingDeletes,
      content: state.content,
    });
  }

  function replicaOf({ id, name, served }: KnownRoom): Replica {
    return {
      id,
      room: name,
      doc: served.doc,
      ready: () => !rooms.isLoading(name),
      links: () => [],
      stored: () => disk === null || disk.idle(),
      presence: () => (served.awareness === undefined ? [] : readPresence(served.awareness)),
      setPresence: (state) => served.awareness?.setLocalState(state as JsonObject),
      askAcknowledgement: () => undefined,
      read: (roots) => readReplica(served.doc, roots),
      async coldStart(roots) {
        // Read past the server, and past the journal: nothing of this is its doing.
        if (disk === null || target.stores === 'when-left') return null;
        const doc = new Doc({ gc: spec.gc });
        const silent = createServerStorage(disk, silence);
        for (const update of await silent.load(name)) applyUpdate(doc, update);
        const state = readReplica(doc, roots);
        doc.destroy();
        return state;
      },
    };
  }

  return {
    accept(connection, request, info) {
      if (info.bus === true && bus !== null) return bus.accept(connection, info);
      const peer: Peer = { connection: info.id, room: info.room };
      let wasAsked = false;
      let hasAnswered = false;
      const socket = new SimulatedServerSocket(connection, (frame) => {
        // Rooms open in promises, too: before anything of one is told, it is known.
        rooms.look();
        if (hasAnswered || syncStepOf(frame, dialect) !== 2) return;
        hasAnswered = true;
        recordAnswer(peer, wasAsked);
      });
      peers.set(socket, peer);
      const accepted = server.accept(socket, createServerRequest(request, info.listener));
      // A rejection is the process's own, as an exception is.
      if (accepted instanceof Promise) void accepted;
      rooms.look();
      return {
        message(data) {
          if (typeof data !== 'string' && syncStepOf(data, dialect) === 1) wasAsked = true;
          newestSender.set(peer.room, peer.connection);
          socket.receive(data);
          rooms.look();
        },
        pong: () => socket.receivePong(),
        close(code) {
          socket.ended(code ?? 1006);
          peers.delete(socket);
          rooms.look();
        },
      };
    },
    replicas() {
      rooms.look();
      return rooms.all().map(replicaOf);
    },
    replica(name) {
      rooms.look();
      const room = rooms.get(name);
      return room === undefined ? undefined : replicaOf(room);
    },
    offline: () => undefined,
    online: () => undefined,
    dial(dialled) {
      if (bus === null) throw new HarnessFault(`${target.name} was asked to dial, and it cannot`);
      bus.dial(dialled);
    },
    async close() {
      await server.close?.();
      server.died?.();
    },
    died: () => server.died?.(),
    evict() {
      throw new HarnessFault(`${target.name} was asked to drop a room, and it cannot`);
    },
  };
}

const silence = {
  loading: () => undefined,
  loaded: () => undefined,
  stored: () => undefined,
  failed: () => undefined,
};

function errorClass(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
