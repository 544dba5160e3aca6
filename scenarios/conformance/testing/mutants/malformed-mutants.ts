import { applyUpdate, applyUpdateV2, Doc, encodeStateAsUpdate } from 'yjs';
import { awarenessEntries } from '../../wire/awareness-body.ts';
import { frameOf, referenceParts } from '../reference-parts.ts';
import type { ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';

/** Every MALF case in which something cannot be decoded. */
const undecodable = ['001', '003', '004', '005', '006', '008', '009', '010', '014', '015'].map(
  (number) => `YS-MALF-${number}`,
);

export const malformedMutants: readonly ServerMutant[] = [
  {
    name: 'dies of what it cannot decode (y-websocket#82)',
    parts: () => ({
      malformed(room, _connection, what) {
        if (what === 'frame') room.crash();
      },
    }),
    breaks: [...undecodable, 'YS-ROOM-004'],
    mayBreak: ['YS-MALF-*'],
  },
  {
    name: 'dies of a message type that it does not know (hocuspocus#444)',
    parts: () => ({
      receive(room, connection, frame, parts) {
        if ((frame[0] ?? 0) > 3 && frame[0] !== 102) room.crash();
        else referenceParts.receive(room, connection, frame, parts);
      },
    }),
    breaks: ['YS-MALF-002'],
    mayBreak: ['YS-MALF-*', 'YS-ROOM-004', 'YS-AUTH-010'],
  },
  {
    name: 'dies of a text frame (yjs-server README)',
    parts: () => ({
      malformed(room, _connection, what) {
        if (what === 'text') room.crash();
      },
    }),
    breaks: ['YS-MALF-007'],
  },
  {
    name: 'passes awareness on before it has read it (pycrdt-websocket)',
    parts: () => ({
      awareness(room, connection, update) {
        const entries = awarenessEntries(update);
        for (const one of room.connections) one.send(frameOf({ kind: 'awareness', entries }));
        referenceParts.awareness(room, connection, update);
      },
    }),
    breaks: ['YS-MALF-006'],
    mayBreak: ['YS-MALF-*', 'YS-AWAR-*'],
  },
  {
    name: 'reads a name in every state',
    parts: () => ({
      awareness(room, connection, update) {
        for (const { state } of awarenessEntries(update)) {
          const value: unknown = JSON.parse(state);
          if (value !== null && typeof value !== 'object') room.crash();
        }
        referenceParts.awareness(room, connection, update);
      },
    }),
    breaks: ['YS-MALF-011'],
  },
  {
    name: 'dies of a denial that a client sends',
    parts: () => ({
      receive(room, connection, frame, parts) {
        if (frame[0] === 2) room.crash();
        else referenceParts.receive(room, connection, frame, parts);
      },
    }),
    breaks: ['YS-MALF-012'],
    mayBreak: ['YS-MALF-*'],
  },
  {
    name: 'tries the other codec on an update that brought nothing',
    parts: () => ({
      update(room, connection, update) {
        const before = encodeStateAsUpdate(room.doc).length;
        referenceParts.update(room, connection, update);
        if (encodeStateAsUpdate(room.doc).length === before)
          applyUpdateV2(room.doc, update, connection);
      },
    }),
    breaks: ['YS-MALF-013'],
  },
  {
    name: 'keeps half of what it could not decode',
    parts: () => ({
      malformed(room, _connection, what) {
        if (what === 'frame') leaveGap(room);
      },
    }),
    breaks: ['YS-MALF-016'],
    mayBreak: ['YS-MALF-*'],
  },
  {
    name: 'has no listener for errors of its sockets (hocuspocus#158)',
    parts: () => ({
      malformed(room, _connection, what) {
        if (what === 'transport') room.crash();
      },
    }),
    breaks: ['YS-MALF-017', 'YS-MALF-018', 'YS-MALF-019'],
    mayBreak: ['YS-LIM-*'],
  },
  {
    name: 'dies when a connection ends without a closing handshake (pycrdt-websocket#94)',
    parts: () => ({
      left(room, connection, code) {
        referenceParts.left(room, connection, code);
        if (code === 1006) room.crash();
      },
    }),
    breaks: ['YS-MALF-020', 'YS-LIFE-003', 'YS-LIFE-012'],
    mayBreak: ['*'],
  },
];

/** The second of two edits, without the first. */
function leaveGap(room: ReferenceRoom): void {
  const doc = new Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const text of ['a', 'b']) doc.getText('body').insert(doc.getText('body').length, text);
  const [, second] = updates;
  if (second !== undefined) applyUpdate(room.doc, second);
}
