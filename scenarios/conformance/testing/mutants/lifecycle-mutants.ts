import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { awarenessFrame, frameOf, referenceParts } from '../reference-parts.ts';
import type { ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';

export const lifecycleMutants: readonly ServerMutant[] = [
  {
    name: 'forgets an empty room a moment later, whoever came meanwhile (ygo#1)',
    parts: () => ({
      idle: (_room, drop) => {
        setTimeout(drop, 60);
      },
    }),
    breaks: ['YS-LIFE-001'],
    mayBreak: ['YS-PERS-003', 'YS-SYNC-*', 'YS-AUTH-*', 'YS-LIFE-*', 'YS-MALF-*'],
  },
  {
    name: 'never pings (y-websocket#139)',
    parts: () => ({ beat: (room, connection) => connection.send(awarenessFrame(room, [])) }),
    breaks: ['YS-LIFE-004'],
  },
  {
    name: 'has no heartbeat that a client would count',
    parts: () => ({ beat: (_room, connection) => connection.ping() }),
    breaks: ['YS-LIFE-005'],
  },
  {
    name: 'takes nothing from clients for a room that it had before (partykit#341)',
    parts() {
      const before = new WeakSet<ReferenceRoom>();
      return {
        load(updates, room) {
          if (updates.length > 0) before.add(room);
        },
        step2(room, connection, update) {
          if (!before.has(room)) referenceParts.step2(room, connection, update);
        },
      };
    },
    breaks: ['YS-LIFE-006', 'YS-LIFE-007'],
    mayBreak: [
      'YS-PERS-*',
      'YS-LIFE-*',
      'YS-SYNC-*',
      'YS-RELAY-*',
      'YS-AUTH-*',
      'YS-ROOM-*',
      'YS-HAND-*',
    ],
  },
  {
    name: 'drops its connections when it is stopped',
    parts: () => ({ goodbye: null }),
    breaks: ['YS-LIFE-008'],
  },
  {
    name: 'stores who was present',
    parts() {
      const stored = new Map<string, Uint8Array>();
      return {
        relayAwareness(room, clients, origin) {
          const present = [...room.awareness.getStates().keys()];
          if (present.length > 0) {
            stored.set(room.name, encodeAwarenessUpdate(room.awareness, present));
          }
          referenceParts.relayAwareness(room, clients, origin);
        },
        left: () => undefined,
        welcome(room, connection) {
          const update = stored.get(room.name);
          if (update !== undefined) applyAwarenessUpdate(room.awareness, update, 'storage');
          referenceParts.welcome(room, connection);
        },
      };
    },
    breaks: ['YS-LIFE-009'],
    mayBreak: ['YS-AWAR-*', 'YS-LIFE-*', 'YS-RELAY-*', 'YS-HAND-012'],
  },
  {
    name: 'acknowledges before it has applied (y-sweet#353)',
    parts: () => ({
      update(room, connection, update) {
        setTimeout(() => referenceParts.update(room, connection, update), 100);
      },
    }),
    breaks: ['YS-LIFE-010'],
    mayBreak: [
      'YS-PERS-*',
      'YS-RELAY-*',
      'YS-LIFE-*',
      'YS-SYNC-*',
      'YS-UPD-*',
      'YS-AUTH-*',
      'YS-HAND-*',
    ],
  },
  {
    name: 'acknowledges without the body',
    parts: () => ({
      acknowledge: (_room, connection) =>
        connection.send(frameOf({ kind: 'acknowledge', body: new Uint8Array() })),
    }),
    breaks: ['YS-LIFE-011'],
  },
];
