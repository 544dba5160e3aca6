import { Doc, applyUpdate, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import type { DialTarget, NodeContext, NodeDevice, Replica } from '#harness/contract/device.ts';
import type { UpgradeRequest } from '#harness/contract/connection.ts';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';
import type { KeyValueStore } from '#harness/contract/key-value-store.ts';
import type { ProviderFactory } from '#harness/contract/provider.ts';
import type { JsonObject } from '#harness/contract/json.ts';
import type { Dial } from '#nodes/peer/dial.ts';
import { observeReplica } from '#nodes/peer/observe-replica.ts';
import { readPresence } from '#nodes/peer/read-presence.ts';
import { readReplica } from '#nodes/peer/read-replica.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import { dialNode } from './dial-node.ts';
import type { NodeEvents } from './node-events.ts';
import { defaultParts, type Admission, type SyncNodeParts } from './parts.ts';
import type { Room } from './room.ts';
import { createUpdateLog } from './storage/update-log.ts';
import { createSyncNode } from './sync-node.ts';

export interface NodeDeviceOptions {
  /** Null for a node that keeps nothing. */
  readonly disk: KeyValueStore | null;
  readonly parts?: Partial<SyncNodeParts>;
  readonly createProvider?: ProviderFactory;
}

/** The sync node as a device of a topology: its rooms journalled, its disk and dials the harness's. */
export function createNodeDevice(context: NodeContext, options: NodeDeviceOptions): NodeDevice {
  const { spec, recorder } = context;
  const storage = options.disk === null ? null : createUpdateLog(options.disk);
  const dials = [...context.dials];
  const createProvider = options.createProvider ?? createYWebsocketProvider;

  const events: NodeEvents = {
    roomOpened(room) {
      observeReplica({
        replica: room.id,
        room: room.name,
        doc: room.doc,
        awareness: room.hub.awareness,
        storage: storage === null ? 'none' : 'disk',
        recorder,
        originOf: (origin) => originOf(room, origin),
      });
      recorder.record({ kind: 'load', room: room.name, replica: room.id, state: 'started' });
    },
    roomLoaded(room, updates) {
      const payload = recorder.intern(
        updates.length === 0 ? emptyUpdate : mergeUpdates([...updates]),
      );
      recorder.record({ kind: 'load', room: room.name, replica: room.id, state: 'ready', payload });
    },
    roomClosed: () => undefined,
    step1Processed(room, session) {
      const state = readReplica(room.doc, {});
      recorder.record({
        kind: 'snapshot',
        room: room.name,
        replica: room.id,
        cause: 'step1-processed',
        connection: session.id,
        payload: recorder.intern(state.update),
        stateVector: recorder.intern(state.stateVector),
        pendingStructs: state.pendingStructs,
        pendingDeletes: state.pendingDeletes,
        content: state.content,
      });
    },
    refused: () => undefined,
    malformed(room, _session, error) {
      recorder.record({ kind: 'malformed', room: room.name, error: errorClass(error) });
    },
    acknowledged(room, session, body) {
      recorder.record({
        kind: 'acknowledged',
        room: room.name,
        connection: session.id,
        payload: recorder.intern(body),
      });
    },
    written: (room, update) => stored(room, update, 'written'),
    durable: (room, update) => stored(room, update, 'durable'),
    storageFailed(room, error) {
      recorder.record({ kind: 'storage-failed', room, error: errorClass(error) });
    },
    storageDamaged(room) {
      recorder.record({ kind: 'storage-failed', room, error: 'damage' });
    },
    turnedAway: () => undefined,
  };

  function stored(room: string, update: Uint8Array, state: 'written' | 'durable'): void {
    recorder.record({
      kind: 'storage',
      room,
      medium: 'disk',
      state,
      payload: recorder.intern(update),
    });
  }

  function originOf(room: Room, origin: unknown): UpdateOrigin | undefined {
    if (origin === room.persistence) return { from: 'storage' };
    for (const session of room.sessions) {
      if (session === origin) return { from: 'connection', connection: session.id };
    }
    const source = room.dials.find(({ provider }) => provider.origin === origin);
    if (source === undefined) return undefined;
    return { from: 'connection', connection: context.connectionOf(source.link, room.name) };
  }

  function openDial(room: Room, target: DialTarget): Dial {
    return dialNode(room, spec.name, {
      target,
      socketClass: context.socketClass,
      token: context.token,
      createProvider,
      recorder,
      connectionOf: context.connectionOf,
    });
  }

  /** Takes as long as a nemesis wants it to. */
  function authenticate(request: UpgradeRequest): Admission | Promise<Admission> {
    const delayMs = context.authDelayMs();
    const admit = options.parts?.authenticate ?? defaultParts.authenticate;
    if (delayMs === 0) return admit(request);
    return new Promise((resolve) => void setTimeout(resolve, delayMs)).then(() => admit(request));
  }

  const node = createSyncNode({
    nodeId: `${spec.name}:${context.incarnation}`,
    gc: spec.gc,
    storage,
    events,
    openDials: (room) => dials.map((target) => openDial(room, target)),
    parts: { ...options.parts, authenticate },
  });

  function replicaOf(room: Room): Replica {
    return {
      id: room.id,
      room: room.name,
      doc: room.doc,
      ready: () => room.state === 'ready',
      links: () => room.dials.map((opened) => opened.status()),
      stored: () => room.persistence.settled(),
      presence: () => readPresence(room.hub.awareness),
      setPresence: (state) => room.hub.awareness.setLocalState(state as JsonObject),
      askAcknowledgement() {
        for (const opened of room.dials) opened.askAcknowledgement();
      },
      read: (roots) => readReplica(room.doc, roots),
      async coldStart(roots) {
        if (storage === null) return null;
        const { updates } = await storage.load(room.name);
        const doc = new Doc({ gc: spec.gc });
        for (const update of updates) applyUpdate(doc, update);
        const state = readReplica(doc, roots);
        doc.destroy();
        return state;
      },
    };
  }

  return {
    replicas: () => [...node.rooms.all()].map(replicaOf),
    replica(name) {
      const room = node.rooms.get(name);
      return room === undefined ? undefined : replicaOf(room);
    },
    offline() {
      for (const room of node.rooms.all())
        for (const { provider } of room.dials) provider.disconnect();
    },
    online() {
      for (const room of node.rooms.all())
        for (const { provider } of room.dials) provider.connect();
    },
    dial(target) {
      dials.push(target);
      for (const room of node.rooms.all()) {
        if (room.state === 'ready' && !room.hungUp)
          room.dials = [...room.dials, openDial(room, target)];
      }
    },
    close: () => node.close(),
    died: () => undefined,
    accept: (connection, request, info) => node.accept(connection, request, info.id),
    async evict(name) {
      const room = node.rooms.get(name);
      if (room !== undefined) await node.rooms.evict(room);
    },
  };
}

const emptyUpdate = encodeStateAsUpdate(new Doc());

/** Histories hold error classes, never engine messages, which differ between versions of Node. */
function errorClass(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
