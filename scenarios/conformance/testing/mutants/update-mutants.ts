import { frameOf, referenceParts } from '../reference-parts.ts';
import type { ReferenceConnection, ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';
import { structsIn } from './structs-in.ts';

export const updateMutants: readonly ServerMutant[] = [
  {
    name: 'forgets the last connection when it relays (elysia#1716)',
    parts: () => ({
      relayUpdate(room, update, origin) {
        const connections = new Set([...room.connections].slice(0, -1));
        referenceParts.relayUpdate({ ...room, connections }, update, origin);
      },
    }),
    breaks: ['YS-UPD-001'],
    mayBreak: ['*'],
  },
  {
    name: 'drops updates that only delete (yjs#140)',
    parts: () => ({
      update(room, connection, update) {
        if (structsIn(update).length > 0) referenceParts.update(room, connection, update);
      },
    }),
    breaks: ['YS-UPD-002', 'YS-HAND-003'],
    mayBreak: ['YS-PERS-006'],
  },
  {
    name: 'handles an update later, unless the connection has closed (hocuspocus#557)',
    parts: () => ({
      update(room, connection, update) {
        setTimeout(() => {
          if (room.connections.has(connection)) referenceParts.update(room, connection, update);
        }, 100);
      },
    }),
    breaks: ['YS-UPD-003', 'YS-RELAY-006'],
    mayBreak: ['YS-PERS-*', 'YS-LIFE-*', 'YS-SYNC-*', 'YS-UPD-*'],
  },
  {
    name: 'ignores updates of a connection that did not say step 1',
    parts() {
      const asked = new WeakSet<ReferenceConnection>();
      return {
        step1(room, connection, stateVector) {
          asked.add(connection);
          referenceParts.step1(room, connection, stateVector);
        },
        update(room, connection, update) {
          if (asked.has(connection)) referenceParts.update(room, connection, update);
        },
      };
    },
    breaks: ['YS-UPD-004'],
    mayBreak: ['YS-SYNC-*', 'YS-UPD-010', 'YS-LIM-*', 'YS-LIFE-*', 'YS-PERS-009'],
  },
  {
    name: 'drops frames above 65,535 bytes',
    parts: () => ({
      receive(room, connection, frame, parts) {
        if (frame.length <= 65_535) referenceParts.receive(room, connection, frame, parts);
      },
    }),
    breaks: ['YS-UPD-005', 'YS-LIM-001'],
    mayBreak: ['YS-SYNC-014', 'YS-LIM-*'],
  },
  {
    name: 'loses every seventh update (nextcloud/text#7692)',
    parts() {
      const seen = new WeakMap<ReferenceRoom, number>();
      return {
        update(room, connection, update) {
          const count = (seen.get(room) ?? 0) + 1;
          seen.set(room, count);
          if (count % 7 !== 0) referenceParts.update(room, connection, update);
        },
      };
    },
    breaks: ['YS-UPD-006', 'YS-UPD-008', 'YS-SYNC-012'],
    mayBreak: ['YS-SYNC-*', 'YS-UPD-*', 'YS-PERS-*', 'YS-LIFE-*', 'YS-LIM-*', 'YS-HAND-*'],
  },
  {
    name: 'relays in reverse order what came together',
    parts() {
      const waiting = new WeakMap<ReferenceRoom, [Uint8Array, unknown][]>();
      return {
        relayUpdate(room, update, origin) {
          const batch = waiting.get(room);
          if (batch !== undefined) {
            batch.push([update, origin]);
            return;
          }
          const started: [Uint8Array, unknown][] = [[update, origin]];
          waiting.set(room, started);
          setTimeout(() => {
            waiting.delete(room);
            for (const [one, from] of started.reverse())
              referenceParts.relayUpdate(room, one, from);
          }, 5);
        },
      };
    },
    breaks: ['YS-UPD-007'],
    mayBreak: ['YS-LIFE-*', 'YS-LIM-*'],
  },
  {
    name: 'drops silently what does not fit its queue (pycrdt-websocket)',
    parts() {
      const sent = new WeakMap<ReferenceRoom, { since: number; count: number }>();
      return {
        relayUpdate(room, update, origin) {
          const now = performance.now();
          const window = sent.get(room);
          const current =
            window !== undefined && now - window.since < 2_000 ? window : { since: now, count: 0 };
          current.count++;
          sent.set(room, current);
          if (current.count <= 300) referenceParts.relayUpdate(room, update, origin);
        },
      };
    },
    breaks: ['YS-UPD-008'],
    mayBreak: ['YS-PERS-007', 'YS-LIM-*', 'YS-LIFE-*'],
  },
  {
    name: 'answers step 2 with step 1, for ever (hocuspocus#335)',
    parts: () => ({
      step2(room, connection, update) {
        referenceParts.step2(room, connection, update);
        setTimeout(
          () => connection.send(frameOf({ kind: 'step1', stateVector: Uint8Array.of(0) })),
          3,
        );
      },
    }),
    breaks: ['YS-UPD-009'],
    mayBreak: ['YS-RELAY-*'],
  },
  {
    name: 'forwards raw frames, whether they bring news or not',
    parts: () => ({
      update(room, connection, update) {
        referenceParts.update(room, connection, update);
        referenceParts.relayUpdate(room, update, connection);
      },
      relayUpdate: () => undefined,
      step2(room, connection, update) {
        referenceParts.step2(room, connection, update);
        referenceParts.relayUpdate(room, update, connection);
      },
    }),
    breaks: ['YS-UPD-010', 'YS-RELAY-007'],
    mayBreak: ['YS-UPD-*', 'YS-AUTH-*', 'YS-MALF-*', 'YS-SYNC-*'],
  },
  {
    name: 'takes an update for a new edit of its own',
    parts: () => ({
      update(room, connection, update) {
        referenceParts.update(room, connection, update);
        room.doc.getText('body').insert(0, '>');
      },
    }),
    breaks: ['YS-UPD-011'],
    mayBreak: ['*'],
  },
];
