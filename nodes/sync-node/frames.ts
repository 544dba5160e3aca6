import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import { encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness';
import { writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync';
import type { Doc } from 'yjs';
import { messageType } from './message-type.ts';

/** Sync step 1: this document's state vector. */
export function step1Frame(doc: Doc): Uint8Array {
  return frame(messageType.sync, (encoder) => writeSyncStep1(encoder, doc));
}

/** Sync step 2: all that the document holds beyond the state vector, deletions included. */
export function step2Frame(doc: Doc, stateVector: Uint8Array): Uint8Array {
  return frame(messageType.sync, (encoder) => writeSyncStep2(encoder, doc, stateVector));
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return frame(messageType.sync, (encoder) => writeUpdate(encoder, update));
}

/** The states of these clients, null for those gone. Without clients it is a heartbeat. */
export function awarenessFrame(awareness: Awareness, clients: readonly number[]): Uint8Array {
  return frame(messageType.awareness, (encoder) =>
    writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [...clients])),
  );
}

/** Permission denied, with a reason for people. */
export function deniedFrame(reason: string): Uint8Array {
  return frame(messageType.auth, (encoder) => {
    writeVarUint(encoder, 0);
    writeVarString(encoder, reason);
  });
}

/** A message of one of our own types with an opaque body. */
export function opaqueFrame(type: number, body: Uint8Array): Uint8Array {
  return frame(type, (encoder) => writeUint8Array(encoder, body));
}

type Encoder = ReturnType<typeof createEncoder>;

function frame(type: number, write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}
