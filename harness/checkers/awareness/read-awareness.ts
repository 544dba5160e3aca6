import * as decoding from 'lib0/decoding';
import { readFrame } from '../status/read-frame.ts';

/** One entry of an awareness message; `gone` = its state is null. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly gone: boolean;
}

/** The entries of all awareness messages of a frame; a heartbeat has none. Throws on malformed bytes. */
export function readAwareness(frame: Uint8Array): AwarenessEntry[] {
  const entries: AwarenessEntry[] = [];
  for (const message of readFrame(frame)) {
    if (message.kind !== 'awareness') continue;
    const decoder = decoding.createDecoder(message.body);
    for (let left = decoding.readVarUint(decoder); left > 0; left--)
      entries.push({
        client: decoding.readVarUint(decoder),
        clock: decoding.readVarUint(decoder),
        gone: decoding.readVarString(decoder) === 'null',
      });
  }
  return entries;
}
