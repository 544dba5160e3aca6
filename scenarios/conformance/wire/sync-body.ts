import { readVarUint, readVarUint8Array, type Decoder } from 'lib0/decoding';
import { writeVarUint, writeVarUint8Array, type Encoder } from 'lib0/encoding';
import type { Message } from './message.ts';

/** The three messages of the sync protocol (y-protocols, PROTOCOL.md). */
export type SyncMessage = Extract<Message, { kind: 'step1' | 'step2' | 'update' }>;

export function writeSync(encoder: Encoder, message: SyncMessage): void {
  writeVarUint(encoder, { step1: 0, step2: 1, update: 2 }[message.kind]);
  writeVarUint8Array(encoder, message.kind === 'step1' ? message.stateVector : message.update);
}

/** Throws on a subtype that does not exist. */
export function readSync(decoder: Decoder): SyncMessage {
  const subtype = readVarUint(decoder);
  const body = readVarUint8Array(decoder);
  if (subtype === 0) return { kind: 'step1', stateVector: body };
  if (subtype === 1) return { kind: 'step2', update: body };
  if (subtype === 2) return { kind: 'update', update: body };
  throw new RangeError(`unknown sync message ${subtype}`);
}
