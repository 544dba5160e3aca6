import type { BatchOperation, KeyValueStore } from '#harness/contract/key-value-store.ts';
import type { LoadedRoom, RoomStorage } from '#harness/contract/room-storage.ts';
import { decodeRecord, encodeRecord } from './record.ts';
import { parseKey, recordKey, roomRange } from './room-key.ts';

/** What is known of one room's log while the store is open. */
interface RoomLog {
  /** Sequence numbers held: `first` to `next - 1`. */
  first: number;
  next: number;
  /** Numbers of failed appends, to be used again. */
  readonly spent: number[];
}

/**
 * An append-only log of updates per room over an ordered key-value store. Each record has a sequence
 * number, which shows a missing one, and a checksum, which shows a corrupt one; either costs that
 * record and is reported, never the room. Operations on a room run one after the other.
 */
export function createUpdateLog(store: KeyValueStore): RoomStorage {
  const logs = new Map<string, RoomLog>();
  const tails = new Map<string, Promise<unknown>>();

  /** Runs an operation behind those that were asked for before, whether they succeeded or not. */
  function inTurn(room: string, operation: (log: RoomLog) => Promise<void>): Promise<void> {
    const turn = (tails.get(room) ?? Promise.resolve()).then(async () =>
      operation(await logOf(room)),
    );
    tails.set(
      room,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function logOf(room: string): Promise<RoomLog> {
    let log = logs.get(room);
    if (log === undefined) {
      const { sequences } = await read(room);
      log = { first: sequences[0] ?? 1, next: (sequences.at(-1) ?? 0) + 1, spent: [] };
      logs.set(room, log);
    }
    return log;
  }

  async function read(
    room: string,
  ): Promise<LoadedRoom & { readonly sequences: readonly number[] }> {
    const updates: Uint8Array[] = [];
    const damage: string[] = [];
    const sequences: number[] = [];
    for (const [key, record] of await store.range(...roomRange(room))) {
      const sequence = parseKey(key)?.sequence;
      if (sequence === undefined) {
        damage.push(
          `room ${JSON.stringify(room)}: key ${JSON.stringify(key)} is not a record's; left out`,
        );
        continue;
      }
      const previous = sequences.at(-1);
      for (let missing = (previous ?? sequence - 1) + 1; missing < sequence; missing++) {
        damage.push(`room ${JSON.stringify(room)}: record ${missing} is missing`);
      }
      sequences.push(sequence);
      const update = decodeRecord(record);
      if (update === null) {
        damage.push(
          `room ${JSON.stringify(room)}: record ${sequence} is corrupt (checksum); left out`,
        );
      } else updates.push(update);
    }
    return { updates, damage, sequences };
  }

  return {
    async load(room) {
      const { updates, damage } = await read(room);
      return { updates, damage };
    },
    append: (room, update, written) =>
      inTurn(room, async (log) => {
        const sequence = log.spent.pop() ?? log.next++;
        const value = encodeRecord(update);
        try {
          await store.batch(
            [{ type: 'put', key: recordKey(room, sequence), value }],
            'synced',
            written,
          );
        } catch (error) {
          // Whatever of it was written counts as not stored; the next append overwrites it.
          log.spent.push(sequence);
          throw error;
        }
      }),
    compact: (room, state) =>
      inTurn(room, async (log) => {
        // In the place of the newest record, so that a batch which fails leaves no gap.
        const last = log.next - 1;
        if (last < log.first) return;
        const operations: BatchOperation[] = [
          { type: 'put', key: recordKey(room, last), value: encodeRecord(state) },
        ];
        for (let old = log.first; old < last; old++)
          operations.push({ type: 'del', key: recordKey(room, old) });
        await store.batch(operations, 'synced');
        log.first = last;
        log.spent.length = 0;
      }),
    async rooms() {
      const entries = await store.range('room/', 'room0');
      return [...new Set(entries.flatMap(([key]) => parseKey(key)?.room ?? []))];
    },
    close: () => store.close(),
  };
}
