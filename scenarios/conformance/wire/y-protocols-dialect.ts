import {
  createDecoder,
  hasContent,
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

/** y-websocket and its many servers: one room per socket, named by the URL; the token is a query. */
export const yProtocolsDialect: Dialect = {
  name: 'y-protocols',
  roomIn: 'url',
  url(base, token) {
    if (token === null) return base;
    const separator = base.includes('?') ? '&' : '?';
    return `${base}${separator}token=${encodeURIComponent(token)}`;
  },
  opening: () => [],
  encode,
  wrap: (inner) => inner,
  decode(frame) {
    const messages: Message[] = [];
    const decoder = createDecoder(frame);
    try {
      do messages.push(decodeOne(decoder));
      while (hasContent(decoder));
    } catch (error) {
      messages.push({ kind: 'undecodable', why: String(error) });
    }
    return messages;
  },
};

function encode(message: Message): Uint8Array {
  const encoder = createEncoder();
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
    case 'denied':
      writeVarUint(encoder, 2);
      writeVarUint(encoder, 0);
      writeVarString(encoder, message.reason);
      break;
    case 'query-awareness':
      writeVarUint(encoder, 3);
      break;
    case 'acknowledge':
      writeVarUint(encoder, 102);
      writeUint8Array(encoder, message.body);
      break;
    case 'other':
      writeVarUint(encoder, message.type);
      writeUint8Array(encoder, message.body);
      break;
    default:
      throw new TypeError(`the y-protocols dialect has no message "${message.kind}"`);
  }
  return toUint8Array(encoder);
}

function decodeOne(decoder: Decoder): Message {
  const type = readVarUint(decoder);
  switch (type) {
    case 0:
      return readSync(decoder);
    case 1:
      return { kind: 'awareness', entries: readAwareness(decoder) };
    case 2: {
      const verdict = readVarUint(decoder);
      if (verdict === 0) return { kind: 'denied', reason: readVarString(decoder) };
      return { kind: 'granted', scope: '' };
    }
    case 3:
      return { kind: 'query-awareness' };
    case 102:
      return { kind: 'acknowledge', body: readTailAsUint8Array(decoder) };
    default:
      return { kind: 'other', type, body: readTailAsUint8Array(decoder) };
  }
}
