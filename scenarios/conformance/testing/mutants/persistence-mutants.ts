import { Doc, encodeStateAsUpdate } from 'yjs';
import { referenceParts } from '../reference-parts.ts';
import type { ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';

export const persistenceMutants: readonly ServerMutant[] = [
  {
    name: 'stores nothing',
    parts: () => ({ store: () => undefined }),
    breaks: [
      'YS-PERS-001',
      'YS-PERS-003',
      'YS-PERS-005',
      'YS-PERS-006',
      'YS-PERS-008',
      'YS-LIFE-010',
    ],
    mayBreak: ['YS-PERS-*', 'YS-AUTH-*', 'YS-LIFE-*', 'YS-SYNC-*', 'YS-ROOM-*', 'YS-HAND-*'],
  },
  {
    name: 'serves a room before it has been loaded (y-websocket#81)',
    parts() {
      const unloaded = new WeakMap<ReferenceRoom, readonly Uint8Array[]>();
      return {
        load(updates, room) {
          if (updates.length > 0) unloaded.set(room, [...updates]);
        },
        step1(room, connection, stateVector) {
          referenceParts.step1(room, connection, stateVector);
          const stored = unloaded.get(room);
          unloaded.delete(room);
          if (stored !== undefined) referenceParts.load(stored, room);
        },
      };
    },
    breaks: ['YS-PERS-002'],
    mayBreak: ['YS-LIFE-*', 'YS-SYNC-*', 'YS-PERS-003', 'YS-AUTH-*'],
  },
  {
    name: 'deletes, after a load, what was written meanwhile (y-indexeddb#14)',
    parts: () => ({
      load(updates, room) {
        referenceParts.load(updates, room);
        const { length } = updates;
        if (length > 0 && Array.isArray(updates)) setTimeout(() => updates.splice(length), 60);
      },
    }),
    breaks: ['YS-PERS-004'],
    mayBreak: ['YS-PERS-*', 'YS-LIFE-*', 'YS-SYNC-*'],
  },
  {
    name: 'stores some time later, and not when it is stopped (hocuspocus#766)',
    parts: () => ({
      store(durable, update) {
        setTimeout(() => durable.push(update), 1_000);
      },
    }),
    breaks: ['YS-PERS-005', 'YS-LIFE-010'],
    mayBreak: ['YS-PERS-*', 'YS-LIFE-*', 'YS-SYNC-*', 'YS-AUTH-*', 'YS-ROOM-*', 'YS-HAND-*'],
  },
  {
    name: 'stores the text, not the document (jupyter-collaboration#571)',
    parts: () => ({
      store(durable, _update, room) {
        const copy = new Doc();
        copy.getText('body').insert(0, room.doc.getText('body').toString());
        durable.splice(0, durable.length, encodeStateAsUpdate(copy));
      },
    }),
    breaks: ['YS-PERS-006'],
    mayBreak: ['YS-PERS-*', 'YS-LIFE-*', 'YS-SYNC-*', 'YS-HAND-*'],
  },
  {
    name: 'keeps the last two hundred updates only',
    parts: () => ({
      store(durable, update) {
        durable.push(update);
        if (durable.length > 200) durable.splice(0, 100);
      },
    }),
    breaks: ['YS-PERS-007'],
    mayBreak: ['YS-PERS-002', 'YS-PERS-005'],
  },
  {
    name: 'stores rooms under a simplified name',
    parts: () => ({ storageKey: (room) => room.toLowerCase().replaceAll(/[^a-z0-9]/g, '') }),
    breaks: ['YS-PERS-008'],
    mayBreak: ['YS-ROOM-*', 'YS-LIM-006', 'YS-HAND-014'],
  },
  {
    name: 'does not store what waits for a gap',
    parts: () => ({
      store(durable, update, room) {
        if (room.doc.store.pendingStructs === null) durable.push(update);
      },
    }),
    breaks: ['YS-PERS-009'],
  },
];
