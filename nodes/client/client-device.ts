import { IndexeddbPersistence } from 'y-indexeddb';
import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import type { DialTarget, ClientContext, ClientDevice, Replica } from '#harness/contract/device.ts';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';
import type { JsonObject } from '#harness/contract/json.ts';
import type { ProviderFactory } from '#harness/contract/provider.ts';
import { createAwarenessHub, type AwarenessHub } from '#nodes/peer/awareness-hub.ts';
import { dial, type Dial } from '#nodes/peer/dial.ts';
import { observeReplica } from '#nodes/peer/observe-replica.ts';
import { readPresence } from '#nodes/peer/read-presence.ts';
import { readReplica } from '#nodes/peer/read-replica.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import type { BrowserStorage } from './browser-storage.ts';

/** A document open in a tab. */
interface OpenRoom {
  readonly id: string;
  readonly name: string;
  readonly doc: Doc;
  readonly hub: AwarenessHub;
  readonly persistence: IndexeddbPersistence | null;
  readonly dials: Dial[];
}

export interface ClientDeviceOptions {
  readonly storage: BrowserStorage | null;
  readonly createProvider?: ProviderFactory;
  readonly createHub?: typeof createAwarenessHub;
  readonly createDoc?: (room: string, gc: boolean) => Doc;
  readonly openPersistence?: (room: string, doc: Doc) => IndexeddbPersistence;
}

/** A browser tab: one document per room, a provider per dialled node, IndexedDB where it has one. */
export function createClientDevice(
  context: ClientContext,
  options: ClientDeviceOptions,
): ClientDevice {
  const { spec, recorder } = context;
  const { storage } = options;
  const createProvider = options.createProvider ?? createYWebsocketProvider;
  const createHub = options.createHub ?? createAwarenessHub;
  const createDoc = options.createDoc ?? ((_room, gc) => new Doc({ gc }));
  const openPersistence =
    options.openPersistence ?? ((room, doc) => new IndexeddbPersistence(room, doc));
  const targets = [...context.dials];
  const rooms = new Map<string, OpenRoom>();
  let opened = 0;

  storage?.observe({
    written: (room, update) => stored(room, update, 'written'),
    durable: (room, update) => stored(room, update, 'durable'),
  });

  function stored(room: string, update: Uint8Array, state: 'written' | 'durable'): void {
    recorder.record({
      kind: 'storage',
      room,
      medium: 'indexeddb',
      state,
      payload: recorder.intern(update),
    });
  }

  function join(name: string): void {
    if (rooms.has(name)) return;
    const doc = createDoc(name, spec.gc);
    const hub = createHub(doc, 'user');
    const id = `${spec.name}:${context.incarnation}#${++opened}`;
    const dials: Dial[] = [];
    let persistence: IndexeddbPersistence | null = null;
    observeReplica({
      replica: id,
      room: name,
      doc,
      awareness: hub.awareness,
      storage: storage === null ? 'none' : 'indexeddb',
      recorder,
      originOf: (origin) => originOf(name, origin, dials, persistence),
    });
    if (storage !== null) persistence = load(name, id, doc);
    hub.awareness.setLocalState({ name: spec.name });
    const room: OpenRoom = { id, name, doc, hub, persistence, dials };
    rooms.set(name, room);
    for (const target of targets) openDial(room, target);
  }

  function openDial({ name, doc, hub, dials }: OpenRoom, target: DialTarget): void {
    dials.push(
      dial({
        target,
        room: name,
        doc,
        hub,
        socketClass: context.socketClass,
        token: context.token,
        params: {},
        createProvider,
        recorder,
        connectionOf: context.connectionOf,
      }),
    );
  }

  /** Opens y-indexeddb, and journals what it brings. */
  function load(room: string, replica: string, doc: Doc): IndexeddbPersistence {
    recorder.record({ kind: 'load', room, replica, state: 'started' });
    const persistence = openPersistence(room, doc);
    const loaded: Uint8Array[] = [];
    const collect = (update: Uint8Array, origin: unknown): void => {
      if (origin === persistence) loaded.push(update);
    };
    doc.on('update', collect);
    persistence.once('synced', () => {
      doc.off('update', collect);
      const payload = recorder.intern(loaded.length === 0 ? emptyUpdate : mergeUpdates(loaded));
      recorder.record({ kind: 'load', room, replica, state: 'ready', payload });
    });
    return persistence;
  }

  function originOf(
    room: string,
    origin: unknown,
    dials: readonly Dial[],
    persistence: IndexeddbPersistence | null,
  ): UpdateOrigin | undefined {
    if (origin !== null && origin === persistence) return { from: 'storage' };
    const source = dials.find(({ provider }) => provider.origin === origin);
    if (source === undefined) return undefined;
    return { from: 'connection', connection: context.connectionOf(source.link, room) };
  }

  async function leave(name: string): Promise<void> {
    const room = rooms.get(name);
    if (room === undefined) return;
    rooms.delete(name);
    // As a page does on `pagehide`: others see the user leave at once.
    room.hub.awareness.setLocalState(null);
    for (const opening of room.dials) opening.destroy();
    await room.persistence?.destroy();
    room.doc.destroy();
  }

  function replicaOf(room: OpenRoom): Replica {
    return {
      id: room.id,
      room: room.name,
      doc: room.doc,
      ready: () => room.persistence?.synced ?? true,
      links: () => room.dials.map((opening) => opening.status()),
      stored: () => storage === null || (room.persistence?.synced === true && storage.idle()),
      presence: () => readPresence(room.hub.awareness),
      setPresence: (state) => room.hub.awareness.setLocalState(state as JsonObject),
      askAcknowledgement() {
        for (const opening of room.dials) opening.askAcknowledgement();
      },
      read: (roots) => readReplica(room.doc, roots),
      async coldStart(roots) {
        if (storage === null) return null;
        const doc = new Doc({ gc: spec.gc });
        for (const update of await storage.read(room.name)) applyUpdate(doc, update);
        const state = readReplica(doc, roots);
        doc.destroy();
        return state;
      },
    };
  }

  return {
    join,
    leave,
    replicas: () => [...rooms.values()].map(replicaOf),
    replica(name) {
      const room = rooms.get(name);
      return room === undefined ? undefined : replicaOf(room);
    },
    offline() {
      for (const room of rooms.values())
        for (const { provider } of room.dials) provider.disconnect();
    },
    online() {
      for (const room of rooms.values()) for (const { provider } of room.dials) provider.connect();
    },
    dial(target) {
      targets.push(target);
      for (const room of rooms.values()) openDial(room, target);
    },
    async close() {
      await Promise.all([...rooms.keys()].map(leave));
    },
    died: () => undefined,
  };
}

const emptyUpdate = encodeStateAsUpdate(new Doc());
