import type { KeyValueStore } from '#harness/contract/key-value-store.ts';
import type { LoadedRoom } from '#harness/contract/room-storage.ts';
import { decodeRecord } from './record.ts';
import { newestKey, roomRange, sequenceOfKey } from './room-key.ts';

/** A room as its log gives it back, and the sequence numbers that the log has used. */
export interface RoomReading extends LoadedRoom {
  /** First record held; 1 when there is none. */
  readonly first: number;
  /** The number of the next record. */
  readonly next: number;
}

/** Reads a room's log. A corrupt, missing or foreign record costs itself and is named. */
export async function readRoom(store: KeyValueStore, room: string): Promise<RoomReading> {
  const updates: Uint8Array[] = [];
  const damage: string[] = [];
  const say = (what: string): void => void damage.push(`room ${JSON.stringify(room)}: ${what}`);
  let first: number | null = null;
  let next = 1;

  function skipTo(sequence: number): void {
    const last = sequence - 1;
    if (next === last) say(`record ${last} is missing`);
    else if (next < last) say(`records ${next} to ${last} are missing`);
    next = Math.max(next, sequence);
  }

  for (const [key, value] of await store.range(...roomRange(room))) {
    const record = decodeRecord(key, value);
    const sequence = sequenceOfKey(key);
    if (sequence !== null) {
      // Whatever was before a state is in it; a corrupt first record may have been one.
      if (first === null && record?.kind !== 'update') next = sequence;
      first ??= sequence;
      skipTo(sequence);
      next = sequence + 1;
      if (record === null) say(`record ${sequence} is corrupt (checksum); left out`);
      else updates.push(record.body);
    } else if (key === newestKey(room)) {
      if (record === null) say('the number of the newest record is corrupt (checksum)');
      else skipTo(Number(Buffer.from(record.body).toString('ascii')) + 1);
    } else say(`key ${JSON.stringify(key)} is not a record's; left out`);
  }
  return { updates, damage, first: first ?? 1, next };
}
