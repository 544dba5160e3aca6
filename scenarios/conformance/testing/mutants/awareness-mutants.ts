import { applyAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { awarenessEntries, awarenessUpdate } from '../../wire/awareness-body.ts';
import type { AwarenessEntry } from '../../wire/message.ts';
import { referenceParts, type ReferenceParts } from '../reference-parts.ts';
import type { ReferenceConnection, ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';

/** Awareness of which only some entries are taken, or others. */
function entries(
  change: (entries: readonly AwarenessEntry[], room: ReferenceRoom) => readonly AwarenessEntry[],
): Partial<ReferenceParts> {
  return {
    awareness(room, connection, update) {
      const changed = change(awarenessEntries(update), room);
      referenceParts.awareness(room, connection, awarenessUpdate(changed));
    },
  };
}

export const awarenessMutants: readonly ServerMutant[] = [
  {
    name: 'passes on only the first state of a user',
    parts: () =>
      entries((all, { awareness }) =>
        all.filter(({ client, state }) => state === 'null' || !awareness.states.has(client)),
      ),
    breaks: ['YS-AWAR-001'],
    mayBreak: ['YS-AWAR-011'],
  },
  {
    name: 'drops nulls (hocuspocus 4.7.0)',
    parts: () => entries((all) => all.filter(({ state }) => state !== 'null')),
    breaks: ['YS-AWAR-002', 'YS-RELAY-008'],
    mayBreak: ['YS-LIFE-002', 'YS-AWAR-012'],
  },
  {
    name: 'reads one entry of a frame',
    parts: () => entries((all) => all.slice(0, 1)),
    breaks: ['YS-AWAR-003'],
    mayBreak: ['YS-RELAY-*', 'YS-MALF-010'],
  },
  {
    name: 'ignores presence of a connection that did not say step 1',
    parts() {
      const asked = new WeakSet<ReferenceConnection>();
      return {
        step1(room, connection, stateVector) {
          asked.add(connection);
          referenceParts.step1(room, connection, stateVector);
        },
        awareness(room, connection, update) {
          if (asked.has(connection)) referenceParts.awareness(room, connection, update);
        },
      };
    },
    breaks: ['YS-AWAR-004'],
    mayBreak: ['YS-AWAR-*'],
  },
  {
    name: 'drops states above 4 kB',
    parts: () => entries((all) => all.filter(({ state }) => state.length < 4_096)),
    breaks: ['YS-AWAR-005'],
  },
  {
    name: 'closes on a query for awareness (yjs-server)',
    parts: () => ({
      receive(room, connection, frame, parts) {
        if (frame[0] === 3) connection.close(1003);
        else referenceParts.receive(room, connection, frame, parts);
      },
    }),
    breaks: ['YS-AWAR-006'],
  },
  {
    name: 'counts clocks of its own, one ahead',
    parts: () => entries((all) => all.map((entry) => ({ ...entry, clock: entry.clock + 1 }))),
    breaks: ['YS-AWAR-007'],
    mayBreak: ['YS-AWAR-*', 'YS-RELAY-*'],
  },
  {
    name: 'keeps users whose connection ended (Tessera#116)',
    parts: () => ({ left: () => undefined }),
    breaks: ['YS-AWAR-008', 'YS-AWAR-009', 'YS-AWAR-015'],
    mayBreak: ['YS-AWAR-*', 'YS-RELAY-*', 'YS-LIFE-002'],
  },
  {
    name: 'keeps everybody who was ever present',
    parts: () => ({
      left: () => undefined,
      ...entries((all) => all.filter(({ state }) => state !== 'null')),
    }),
    breaks: ['YS-LIFE-002'],
    mayBreak: ['YS-AWAR-*', 'YS-RELAY-*', 'YS-LIFE-009'],
  },
  {
    name: 'takes who mentions a user for its owner (Tessera#187)',
    parts: () => ({
      awareness(room, connection, update) {
        for (const { client } of awarenessEntries(update)) connection.owned.add(client);
        referenceParts.awareness(room, connection, update);
      },
    }),
    breaks: ['YS-AWAR-010'],
    mayBreak: ['YS-AWAR-*', 'YS-LIFE-002'],
  },
  {
    name: 'never again shows a user who left',
    parts() {
      const gone = new Set<number>();
      return {
        left(room, connection, code) {
          for (const client of connection.owned) gone.add(client);
          referenceParts.left(room, connection, code);
        },
        ...entries((all) => all.filter(({ client }) => !gone.has(client))),
      };
    },
    breaks: ['YS-AWAR-011'],
  },
  {
    name: 'ignores the clock at which a user is known to be gone (y-websocket#122)',
    parts: () => ({
      awareness: (room, connection, update) =>
        applyAwarenessUpdate(room.awareness, update, connection),
    }),
    breaks: ['YS-AWAR-012'],
  },
  {
    name: 'takes the last to arrive for the newest',
    parts: () =>
      entries((all, { awareness }) =>
        all.map((entry) => {
          const clock = awareness.meta.get(entry.client)?.clock ?? 0;
          const known = JSON.stringify(awareness.states.get(entry.client) ?? null);
          return entry.clock < clock && known !== entry.state
            ? { ...entry, clock: clock + 1 }
            : entry;
        }),
      ),
    breaks: ['YS-AWAR-013', 'YS-AWAR-014'],
    mayBreak: ['YS-AWAR-*', 'YS-LIFE-002'],
  },
  {
    name: 'shows users for 10 s only, however often they renew',
    parts() {
      const since = new Map<number, number>();
      return {
        ...entries((all) => {
          const now = performance.now();
          for (const { client } of all) since.set(client, since.get(client) ?? now);
          return all.filter(({ client }) => now - (since.get(client) ?? now) < 200);
        }),
        beat(room, connection) {
          const old = [...since].filter(([, at]) => performance.now() - at > 200);
          removeAwarenessStates(
            room.awareness,
            old.map(([client]) => client),
            null,
          );
          referenceParts.beat(room, connection);
        },
      };
    },
    breaks: ['YS-AWAR-016'],
    mayBreak: ['YS-AWAR-*', 'YS-RELAY-*', 'YS-HAND-012', 'YS-ROOM-002', 'YS-LIFE-*'],
  },
];
