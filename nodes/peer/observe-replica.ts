import type { Awareness } from 'y-protocols/awareness';
import { UndoManager, type Doc, type Transaction } from 'yjs';
import { editOrigin } from '#harness/contract/device.ts';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import { observeAwareness } from './observe-awareness.ts';

export interface ObserveDocumentOptions {
  readonly replica: string;
  readonly room: string;
  readonly doc: Doc;
  readonly storage: 'disk' | 'indexeddb' | 'none';
  readonly recorder: Recorder;
  /**
   * Names the connection or storage behind a transaction origin; undefined = none of them. `isLocal`: Yjs
   * was not applying an update.
   */
  originOf(origin: unknown, isLocal: boolean): UpdateOrigin | undefined;
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
  doc.on('update', (update: Uint8Array, origin: unknown, _doc: Doc, { local }: Transaction) => {
    recorder.record({
      kind: 'update',
      room,
      replica,
      origin:
        origin === editOrigin || origin instanceof UndoManager
          ? { from: 'edit' }
          : (options.originOf(origin, local) ?? { from: 'derived' }),
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
