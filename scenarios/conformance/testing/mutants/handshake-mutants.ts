import { decodeStateVector, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { awarenessFrame, frameOf, referenceParts } from '../reference-parts.ts';
import type { ReferenceConnection, ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';
import { structsIn } from './structs-in.ts';

const nothing = Uint8Array.of(0, 0);

export const handshakeMutants: readonly ServerMutant[] = [
  {
    name: 'ignores step 2',
    parts: () => ({ step2: () => undefined }),
    breaks: ['YS-HAND-001', 'YS-SYNC-001', 'YS-SYNC-003'],
    mayBreak: ['*'],
  },
  {
    name: 'serves newcomers a snapshot that it took once',
    parts() {
      const snapshots = new WeakMap<ReferenceRoom, Uint8Array>();
      return {
        step1(room, connection, stateVector) {
          const snapshot = snapshots.get(room) ?? encodeStateAsUpdate(room.doc);
          snapshots.set(room, snapshot);
          if (stateVector.length > 1) referenceParts.step1(room, connection, stateVector);
          else connection.send(frameOf({ kind: 'step2', update: snapshot }));
        },
      };
    },
    breaks: ['YS-HAND-002', 'YS-SYNC-011'],
    mayBreak: ['*'],
  },
  {
    name: 'finds nothing to send when the diff has no structs (thinkroom#229)',
    parts: () => ({
      step1(room, connection, stateVector) {
        const update = encodeStateAsUpdate(room.doc, stateVector);
        const sent = structsIn(update).length === 0 ? nothing : update;
        connection.send(frameOf({ kind: 'step2', update: sent }));
      },
    }),
    breaks: ['YS-HAND-003'],
    mayBreak: ['YS-SYNC-002', 'YS-LIFE-*'],
  },
  {
    name: 'gives up on a state vector with clients that it does not know',
    parts: () => ({
      step1(room, connection, stateVector) {
        const known = decodeStateVector(encodeStateVector(room.doc));
        const strange = [...decodeStateVector(stateVector).keys()].some((id) => !known.has(id));
        if (strange) connection.send(frameOf({ kind: 'step2', update: nothing }));
        else referenceParts.step1(room, connection, stateVector);
      },
    }),
    breaks: ['YS-HAND-004', 'YS-HAND-005'],
    mayBreak: ['*'],
  },
  {
    name: 'says nothing to a client that lacks nothing',
    parts: () => ({
      step1(room, connection, stateVector) {
        const update = encodeStateAsUpdate(room.doc, stateVector);
        const full = encodeStateVector(room.doc).length > 1;
        const same = full && stateVector.length > 1 && structsIn(update).length === 0;
        if (!same) connection.send(frameOf({ kind: 'step2', update }));
      },
    }),
    breaks: ['YS-HAND-006'],
    mayBreak: ['YS-HAND-003', 'YS-HAND-007', 'YS-SYNC-004', 'YS-LIFE-*', 'YS-PERS-*'],
  },
  {
    name: 'answers the first step 1 of a connection only',
    parts() {
      const answered = new WeakSet<ReferenceConnection>();
      return {
        step1(room, connection, stateVector) {
          if (answered.has(connection)) return;
          answered.add(connection);
          referenceParts.step1(room, connection, stateVector);
        },
      };
    },
    breaks: ['YS-HAND-007'],
  },
  {
    name: 'listens too late for the first frame (partykit#106)',
    parts() {
      const heard = new WeakSet<ReferenceConnection>();
      return {
        receive(room, connection, frame, parts) {
          if (heard.has(connection)) referenceParts.receive(room, connection, frame, parts);
          heard.add(connection);
        },
      };
    },
    breaks: ['YS-HAND-008', 'YS-UPD-004', 'YS-AWAR-004'],
    mayBreak: ['*'],
  },
  {
    name: 'closes a connection that asks more than ten times',
    parts() {
      const asked = new WeakMap<ReferenceConnection, number>();
      return {
        step1(room, connection, stateVector) {
          const times = (asked.get(connection) ?? 0) + 1;
          asked.set(connection, times);
          if (times > 10) connection.close(1008);
          else referenceParts.step1(room, connection, stateVector);
        },
      };
    },
    breaks: ['YS-HAND-009'],
  },
  {
    name: 'greets with a JSON text frame (elysia#1911)',
    parts: () => ({
      welcome(room, connection) {
        connection.sendText('{"type":"welcome"}');
        referenceParts.welcome(room, connection);
      },
    }),
    breaks: ['YS-HAND-010'],
  },
  {
    name: 'relays only to connections that wrote something',
    parts() {
      const wrote = new WeakSet<ReferenceConnection>();
      return {
        step2(room, connection, update) {
          wrote.add(connection);
          referenceParts.step2(room, connection, update);
        },
        relayUpdate(room, update, origin) {
          const connections = new Set([...room.connections].filter((one) => wrote.has(one)));
          referenceParts.relayUpdate({ ...room, connections }, update, origin);
        },
      };
    },
    breaks: ['YS-HAND-011'],
    mayBreak: ['YS-UPD-007', 'YS-UPD-010', 'YS-AUTH-011', 'YS-HAND-003', 'YS-LIM-005'],
  },
  {
    name: 'does not tell newcomers who is present',
    parts: () => ({
      welcome(room, connection) {
        const stateVector = encodeStateVector(room.doc);
        connection.send(frameOf({ kind: 'step1', stateVector }));
      },
    }),
    breaks: ['YS-HAND-012'],
    mayBreak: ['YS-RELAY-*'],
  },
  {
    name: 'is present itself, as a nameless user',
    parts: () => ({
      welcome(room, connection) {
        room.awareness.setLocalState({ server: true });
        referenceParts.welcome(room, connection);
        connection.send(awarenessFrame(room, [room.awareness.clientID]));
      },
    }),
    breaks: ['YS-HAND-013'],
    mayBreak: ['YS-HAND-012', 'YS-AWAR-*', 'YS-AUTH-*', 'YS-ROOM-002', 'YS-RELAY-*', 'YS-LIFE-*'],
  },
  {
    name: 'never serves who enters a new room together with another (pycrdt-websocket)',
    parts() {
      const spoke = new WeakSet<ReferenceConnection>();
      const deaf = new WeakSet<ReferenceConnection>();
      return {
        welcome(room, connection) {
          const others = [...room.connections].filter((one) => one !== connection);
          if (others.some((one) => !spoke.has(one))) deaf.add(connection);
          referenceParts.welcome(room, connection);
        },
        receive(room, connection, frame, parts) {
          spoke.add(connection);
          if (!deaf.has(connection)) referenceParts.receive(room, connection, frame, parts);
        },
      };
    },
    breaks: ['YS-HAND-014'],
    mayBreak: ['*'],
  },
];
