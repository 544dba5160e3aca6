import { Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import type { InProcessServer, ServedRoom } from '#harness/contract/in-process-target.ts';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import { observeAwareness } from '#nodes/peer/observe-awareness.ts';
import { observeDocument } from '#nodes/peer/observe-replica.ts';

/** A document of the server, as the journal knows it. */
export interface KnownRoom {
  readonly id: string;
  readonly name: string;
  readonly served: ServedRoom;
}

export interface ServedRoomsOptions {
  readonly server: Pick<InProcessServer, 'rooms'>;
  /** Prefix of replica ids, one per life of the node. */
  readonly life: string;
  readonly storage: 'disk' | 'none';
  readonly recorder: Recorder;
  /** The server holds a document of the room from now on. */
  opened(room: string): void;
  originOf(room: string, origin: unknown, isLocal: boolean): UpdateOrigin | undefined;
}

/** Follows which documents a server holds, and journals each from the moment it is first seen. */
export interface ServedRooms {
  /** Looks at what the server holds now. */
  look(): void;
  get(room: string): KnownRoom | undefined;
  all(): readonly KnownRoom[];
  isLoading(room: string): boolean;
  loading(room: string): void;
  loaded(room: string, updates: readonly Uint8Array[]): void;
}

/** Nothing seen yet. */
export function createServedRooms(options: ServedRoomsOptions): ServedRooms {
  const { server, storage, recorder } = options;
  const known = new Map<string, KnownRoom>();
  const withAwareness = new Set<string>();
  const loading = new Map<string, string>();
  /** Replica ids given to loads that began before the server showed the document. */
  const reserved = new Map<string, string>();
  let opened = 0;

  function nextId(): string {
    return `${options.life}#${++opened}`;
  }

  function open(name: string, { doc }: ServedRoom): string {
    const id = reserved.get(name) ?? nextId();
    reserved.delete(name);
    observeDocument({
      replica: id,
      room: name,
      doc,
      storage,
      recorder,
      originOf: (origin, isLocal) => options.originOf(name, origin, isLocal),
    });
    doc.once('destroy', () => {
      if (known.get(name)?.served.doc === doc) known.delete(name);
    });
    const state = encodeStateAsUpdate(doc);
    if (state.length > emptyUpdate.length) {
      const payload = recorder.intern(state);
      const origin = { from: 'storage' } as const;
      recorder.record({ kind: 'update', room: name, replica: id, origin, payload });
    }
    return id;
  }

  function look(): void {
    const gone = new Set(known.keys());
    for (const [name, served] of server.rooms?.() ?? []) {
      gone.delete(name);
      const before = known.get(name);
      const id = before?.served.doc === served.doc ? before.id : open(name, served);
      known.set(name, { id, name, served });
      options.opened(name);
      if (served.awareness === undefined || withAwareness.has(id)) continue;
      withAwareness.add(id);
      observeAwareness({ replica: id, room: name, awareness: served.awareness, recorder });
    }
    // Its replica is closed when the document is destroyed: until then it may be on its way to the disk.
    for (const name of gone) known.delete(name);
  }

  return {
    look,
    get: (room) => known.get(room),
    all: () => [...known.values()],
    isLoading: (room) => loading.has(room),
    loading(room) {
      look();
      const id = known.get(room)?.id ?? nextId();
      if (!known.has(room)) reserved.set(room, id);
      loading.set(room, id);
      recorder.record({ kind: 'load', room, replica: id, state: 'started' });
    },
    loaded(room, updates) {
      const id = loading.get(room);
      if (id === undefined) return;
      loading.delete(room);
      const payload = recorder.intern(
        updates.length === 0 ? emptyUpdate : mergeUpdates([...updates]),
      );
      recorder.record({ kind: 'load', room, replica: id, state: 'ready', payload });
    },
  };
}

const emptyUpdate = encodeStateAsUpdate(new Doc());
