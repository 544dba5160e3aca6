import {
  createDecoder,
  readVarString,
  readVarUint,
  readVarUint8Array,
  type Decoder,
} from 'lib0/decoding';
import {
  createEncoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  type Encoder,
} from 'lib0/encoding';
import type { AwarenessEntry } from './message.ts';

/** The bytes that `applyAwarenessUpdate` of y-protocols takes. */
export function awarenessUpdate(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const { client, clock, state } of entries) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    writeVarString(encoder, state);
  }
  return toUint8Array(encoder);
}

export function writeAwareness(encoder: Encoder, entries: readonly AwarenessEntry[]): void {
  writeVarUint8Array(encoder, awarenessUpdate(entries));
}

/** The entries in such bytes; throws where they end early. */
export function awarenessEntries(update: Uint8Array): AwarenessEntry[] {
  const decoder = createDecoder(update);
  const entries: AwarenessEntry[] = [];
  for (let count = readVarUint(decoder); count > 0; count--) {
    entries.push({
      client: readVarUint(decoder),
      clock: readVarUint(decoder),
      state: readVarString(decoder),
    });
  }
  return entries;
}

export function readAwareness(decoder: Decoder): AwarenessEntry[] {
  return awarenessEntries(readVarUint8Array(decoder));
}
