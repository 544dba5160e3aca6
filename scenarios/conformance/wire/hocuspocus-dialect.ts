import {
  createDecoder,
  readTailAsUint8Array,
  readVarString,
  readVarUint,
  type Decoder,
} from 'lib0/decoding';
import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding';
import { readAwareness, writeAwareness } from './awareness-body.ts';
import type { Dialect } from './dialect.ts';
import type { Message } from './message.ts';
import { readSync, writeSync } from './sync-body.ts';

/**
 * Hocuspocus 4: each frame begins with the document's name, and a client authenticates first.
 * Message types are those of `@hocuspocus/server` 4.7.0, `types.ts`.
 */
export const hocuspocusDialect: Dialect = {
  name: 'hocuspocus',
  roomIn: 'frame',
  url: (base) => base,
  opening: (token) => [{ kind: 'token', token: token ?? '' }],
  encode(message, room) {
    const encoder = createEncoder();
    writeVarString(encoder, room);
    write(encoder, message);
    return toUint8Array(encoder);
  },
  wrap(inner, room) {
    const encoder = createEncoder();
    writeVarString(encoder, room);
    writeUint8Array(encoder, inner);
    return toUint8Array(encoder);
  },
  decode(frame, room) {
    try {
      const decoder = createDecoder(frame);
      const address = readVarString(decoder);
      if (address !== room) {
        return [
          { kind: 'undecodable', why: `a frame of room "${address}" on a socket of "${room}"` },
        ];
      }
      return [read(decoder)];
    } catch (error) {
      return [{ kind: 'undecodable', why: String(error) }];
    }
  },
};

function write(encoder: ReturnType<typeof createEncoder>, message: Message): void {
  switch (message.kind) {
    case 'step1':
    case 'step2':
    case 'update':
      writeVarUint(encoder, 0);
      writeSync(encoder, message);
      break;
    case 'awareness':
      writeVarUint(encoder, 1);
      writeAwareness(encoder, message.entries);
      break;
    case 'token':
      writeVarUint(encoder, 2);
      writeVarUint(encoder, 0);
      writeVarString(encoder, message.token);
      break;
    case 'query-awareness':
      writeVarUint(encoder, 3);
      break;
    case 'other':
      writeVarUint(encoder, message.type);
      writeUint8Array(encoder, message.body);
      break;
    default:
      throw new TypeError(`the hocuspocus dialect has no message "${message.kind}" for a client`);
  }
}

function read(decoder: Decoder): Message {
  const type = readVarUint(decoder);
  switch (type) {
    case 0:
    case 4:
      return readSync(decoder);
    case 1:
      return { kind: 'awareness', entries: readAwareness(decoder) };
    case 2: {
      const verdict = readVarUint(decoder);
      if (verdict === 1) return { kind: 'denied', reason: readVarString(decoder) };
      return { kind: 'granted', scope: verdict === 2 ? readVarString(decoder) : '' };
    }
    case 3:
      return { kind: 'query-awareness' };
    case 7:
      return { kind: 'closing', reason: readVarString(decoder) };
    case 8:
      return { kind: 'sync-status', applied: readVarUint(decoder) === 1 };
    default:
      return { kind: 'other', type, body: readTailAsUint8Array(decoder) };
  }
}
