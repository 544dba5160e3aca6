import type { Awareness } from 'y-protocols/awareness';
import { UndoManager, type Doc } from 'yjs';
import { editOrigin } from '#harness/contract/device.ts';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { AwarenessChange } from './awareness-facade.ts';

export interface ObserveDocumentOptions {
  readonly replica: string;
  readonly room: string;
  readonly doc: Doc;
  readonly storage: 'disk' | 'indexeddb' | 'none';
  readonly recorder: Recorder;
  /** Names the connection or storage behind a transaction origin; undefined = none of them. */
  originOf(origin: unknown): UpdateOrigin | undefined;
}

export interface ObserveOptions extends ObserveDocumentOptions {
  readonly awareness: Awareness;
}

/** Journals what a replica applies and whom it sees, from the events an application would use. */
export function observeReplica(options: ObserveOptions): void {
  observeDocument(options);
  observeAwareness(options);
}

/** Journals what a replica applies. */
export function observeDocument(options: ObserveDocumentOptions): void {
  const { replica, room, doc, recorder } = options;
  recorder.record({
    kind: 'replica',
    state: 'opened',
    room,
    replica,
    clientId: doc.clientID,
    gc: doc.gc,
    storage: options.storage,
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    recorder.record({
      kind: 'update',
      room,
      replica,
      origin:
        origin === editOrigin || origin instanceof UndoManager
          ? { from: 'edit' }
          : (options.originOf(origin) ?? { from: 'derived' }),
      payload: recorder.intern(update),
    });
  });
  doc.once('destroy', () => {
    recorder.record({
      kind: 'replica',
      state: 'closed',
      room,
      replica,
      clientId: doc.clientID,
      gc: doc.gc,
      storage: options.storage,
    });
  });
}

function observeAwareness({ replica, room, awareness, recorder }: ObserveOptions): void {
  for (const event of ['change', 'update'] as const) {
    awareness.on(event, (change: AwarenessChange, origin: unknown) => {
      const named = [...change.added, ...change.updated, ...change.removed];
      recorder.record({
        kind: 'awareness',
        room,
        replica,
        event,
        origin: origin === 'local' || origin === 'timeout' ? origin : 'remote',
        added: [...change.added],
        updated: [...change.updated],
        removed: [...change.removed],
        states: named.map((client) => ({
          client,
          clock: awareness.meta.get(client)?.clock ?? 0,
          state: (awareness.states.get(client) ?? null) as Json,
        })),
      });
    });
  }
}
