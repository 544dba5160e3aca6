import type { WebSocket } from 'ws';
import {
  createDecoder,
  hasContent,
  readTailAsUint8Array,
  readVarUint,
  readVarUint8Array,
} from 'lib0/decoding';
import {
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import { applyUpdate, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Access, ReferenceConnection, ReferenceRoom } from './reference-room.ts';
import { awarenessEntries } from '../wire/awareness-body.ts';
import { yProtocolsDialect } from '../wire/y-protocols-dialect.ts';
import type { Message } from '../wire/message.ts';

/** The behaviour of the reference server, each part replaceable by a mutant. */
export interface ReferenceParts {
  roomOf(pathname: string, search: string): string;
  authenticate(token: string | null, room: string): Access | Promise<Access>;
  /** A frame that came before admission; false = keep it until then. */
  early(room: () => ReferenceRoom, frame: Uint8Array, parts: ReferenceParts): boolean;
  deny(connection: ReferenceConnection): void;
  /** The token of a connection was withdrawn. */
  revoke(connection: ReferenceConnection): void;
  welcome(room: ReferenceRoom, connection: ReferenceConnection): void;
  receive(
    room: ReferenceRoom,
    connection: ReferenceConnection,
    frame: Uint8Array,
    parts: ReferenceParts,
  ): void;
  step1(room: ReferenceRoom, connection: ReferenceConnection, stateVector: Uint8Array): void;
  step2(room: ReferenceRoom, connection: ReferenceConnection, update: Uint8Array): void;
  update(room: ReferenceRoom, connection: ReferenceConnection, update: Uint8Array): void;
  relayUpdate(room: ReferenceRoom, update: Uint8Array, origin: unknown): void;
  awareness(room: ReferenceRoom, connection: ReferenceConnection, update: Uint8Array): void;
  relayAwareness(room: ReferenceRoom, clients: readonly number[], origin: unknown): void;
  acknowledge(room: ReferenceRoom, connection: ReferenceConnection, body: Uint8Array): void;
  left(room: ReferenceRoom, connection: ReferenceConnection, code: number): void;
  /** A frame that cannot be decoded, or a text frame. */
  malformed(
    room: ReferenceRoom,
    connection: ReferenceConnection | null,
    what: 'frame' | 'text' | 'transport',
  ): void;
  /** What of the stored updates is loaded when a room is opened. */
  load(updates: readonly Uint8Array[], room: ReferenceRoom): void;
  /** Keeps an update: in `durable` at once, or later. */
  store(durable: Uint8Array[], update: Uint8Array, room: ReferenceRoom): void;
  /** Bytes that wait for admission; true = too many. */
  overflows(waitingBytes: number): boolean;
  /** The close code of a graceful stop; null ends the sockets without one. */
  readonly goodbye: number | null;
  /** The last connection left: `drop` forgets the room, which was stored. */
  idle(room: ReferenceRoom, drop: () => void): void;
  /** What the WebSocket server takes at most, bytes. */
  readonly maxPayload: number;
  /** Puts a frame on the wire. */
  send(socket: WebSocket, frame: Uint8Array): void;
  /** Under what a room is stored. */
  storageKey(room: string): string;
  /** When a node dials again; null: never. */
  readonly redialMs: number | null;
  /** Called every heartbeat for each connection that is still there. */
  beat(room: ReferenceRoom, connection: ReferenceConnection): void;
}

export const frameOf = (message: Message): Uint8Array => yProtocolsDialect.encode(message, '');

export const referenceParts: ReferenceParts = {
  roomOf: (pathname) => decodeURIComponent(pathname.slice(1)),
  authenticate: () => 'read-write',
  deny(connection) {
    connection.send(frameOf({ kind: 'denied', reason: 'no' }));
    connection.close(4401);
  },
  revoke: (connection) => connection.close(4401),
  welcome(room, connection) {
    connection.send(frameOf({ kind: 'step1', stateVector: encodeStateVector(room.doc) }));
    const present = [...room.awareness.getStates().keys()];
    if (present.length > 0) connection.send(awarenessFrame(room, present));
  },
  receive(room, connection, frame, parts) {
    const decoder = createDecoder(frame);
    do {
      const type = readVarUint(decoder);
      if (type === 0) {
        const kind = readVarUint(decoder);
        const body = readVarUint8Array(decoder);
        if (kind === 0) parts.step1(room, connection, body);
        else if (kind === 1) parts.step2(room, connection, body);
        else if (kind === 2) parts.update(room, connection, body);
        else throw new RangeError(`unknown sync message ${kind}`);
      } else if (type === 1) {
        parts.awareness(room, connection, readVarUint8Array(decoder));
      } else if (type === 102) {
        parts.acknowledge(room, connection, readTailAsUint8Array(decoder));
      } else {
        readTailAsUint8Array(decoder);
      }
    } while (hasContent(decoder));
  },
  step1(room, connection, stateVector) {
    connection.send(frameOf({ kind: 'step2', update: encodeStateAsUpdate(room.doc, stateVector) }));
  },
  step2(room, connection, update) {
    if (connection.access === 'read-write') room.apply(update, connection);
  },
  update(room, connection, update) {
    if (connection.access === 'read-write') room.apply(update, connection);
  },
  relayUpdate(room, update, origin) {
    const frame = frameOf({ kind: 'update', update });
    for (const connection of room.connections) {
      if (connection !== origin) connection.send(frame);
    }
  },
  awareness(room, connection, update) {
    const gone = awarenessEntries(update).filter(
      ({ client, clock, state }) =>
        state !== 'null' &&
        !room.awareness.states.has(client) &&
        room.awareness.meta.get(client)?.clock === clock,
    );
    // The sender learns that it counts as gone at this clock, and announces itself at the next.
    if (gone.length > 0)
      connection.send(
        awarenessFrame(
          room,
          gone.map(({ client }) => client),
        ),
      );
    applyAwarenessUpdate(room.awareness, update, connection);
  },
  relayAwareness(room, clients) {
    const frame = awarenessFrame(room, clients);
    for (const connection of room.connections) connection.send(frame);
  },
  acknowledge(_room, connection, body) {
    connection.send(frameOf({ kind: 'acknowledge', body }));
  },
  left(room, connection) {
    removeAwarenessStates(room.awareness, [...connection.owned], null);
  },
  malformed: () => undefined,
  load(updates, room) {
    for (const update of updates) applyUpdate(room.doc, update, 'storage');
  },
  store(durable, update) {
    durable.push(update);
  },
  overflows: (waitingBytes) => waitingBytes > 1024 * 1024,
  early: () => false,
  maxPayload: 1024 * 1024,
  send: (socket, frame) => socket.send(frame),
  storageKey: (room) => room,
  redialMs: 100,
  goodbye: 1001,
  idle: (_room, drop) => drop(),
  beat(room, connection) {
    connection.send(awarenessFrame(room, []));
    connection.ping();
  },
};

export function awarenessFrame(room: ReferenceRoom, clients: readonly number[]): Uint8Array {
  const update = encodeAwarenessUpdate(room.awareness, [...clients]);
  return frameOf({ kind: 'awareness', entries: awarenessEntries(update) });
}
