import { awarenessEntries, awarenessUpdate } from '../../wire/awareness-body.ts';
import { referenceParts } from '../reference-parts.ts';
import type { ReferenceConnection, ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';
import { structsIn } from './structs-in.ts';

const isLink = (origin: unknown, { connections }: ReferenceRoom): boolean =>
  [...connections].some((one) => one === origin && one.kind === 'dialled');

const without = (room: ReferenceRoom, kind: ReferenceConnection['kind']): ReferenceRoom => ({
  ...room,
  connections: new Set([...room.connections].filter((one) => one.kind !== kind)),
});

export const relayMutants: readonly ServerMutant[] = [
  {
    name: 'takes from a connection only edits of the client that it heard first there',
    parts() {
      const owners = new WeakMap<ReferenceConnection, number>();
      return {
        update(room, connection, update) {
          const clients = structsIn(update).map(({ client }) => client);
          const owner = owners.get(connection) ?? clients[0] ?? 0;
          owners.set(connection, owner);
          if (clients.every((client) => client === owner)) {
            referenceParts.update(room, connection, update);
          }
        },
      };
    },
    breaks: ['YS-RELAY-001'],
    mayBreak: ['YS-RELAY-*', 'YS-SYNC-*', 'YS-UPD-*'],
  },
  {
    name: 'adds an edit of its own to every update',
    parts: () => ({
      update(room, connection, update) {
        referenceParts.update(room, connection, update);
        setTimeout(() => room.doc.getMap('seen').set('at', performance.now()), 2);
      },
    }),
    breaks: ['YS-RELAY-002'],
    mayBreak: [
      'YS-RELAY-*',
      'YS-UPD-*',
      'YS-SYNC-*',
      'YS-HAND-*',
      'YS-PERS-*',
      'YS-LIFE-*',
      'YS-LIM-*',
    ],
  },
  {
    name: 'ties a connection to one user',
    parts() {
      const owners = new WeakMap<ReferenceConnection, number>();
      return {
        awareness(room, connection, update) {
          const entries = awarenessEntries(update);
          const owner = owners.get(connection) ?? entries[0]?.client ?? 0;
          if (entries.length > 0) owners.set(connection, owner);
          const own = entries.filter(({ client }) => client === owner);
          referenceParts.awareness(room, connection, awarenessUpdate(own));
        },
      };
    },
    breaks: ['YS-AWAR-003', 'YS-RELAY-003'],
    mayBreak: ['YS-AWAR-*', 'YS-RELAY-*', 'YS-MALF-010'],
  },
  {
    name: 'tells its clients, and not the nodes it dialled',
    parts: () => ({
      relayUpdate: (room, update, origin) =>
        referenceParts.relayUpdate(without(room, 'dialled'), update, origin),
    }),
    breaks: ['YS-RELAY-004', 'YS-RELAY-005'],
    mayBreak: ['YS-RELAY-*'],
  },
  {
    name: 'relays only what its own clients wrote (y-webrtc#3)',
    parts: () => ({
      relayUpdate(room, update, origin) {
        if (!isLink(origin, room)) referenceParts.relayUpdate(room, update, origin);
      },
    }),
    breaks: ['YS-RELAY-005'],
    mayBreak: ['YS-RELAY-*'],
  },
  {
    name: 'keeps presence to itself',
    parts: () => ({
      relayAwareness: (room, clients, origin) => {
        if (!isLink(origin, room))
          referenceParts.relayAwareness(without(room, 'dialled'), clients, origin);
      },
    }),
    breaks: ['YS-RELAY-008'],
  },
  {
    name: 'dials once',
    parts: () => ({ redialMs: null }),
    breaks: ['YS-RELAY-009'],
  },
];
