import type { BatchOperation, KeyValueStore } from '#harness/contract/key-value-store.ts';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import { readRoom } from './read-room.ts';
import { encodeRecord } from './record.ts';
import { allRooms, newestKey, recordKey, roomOfKey, roomRange } from './room-key.ts';

/** An append that waits for its turn. */
interface Append {
  readonly update: Uint8Array;
  written(): void;
  resolve(): void;
  reject(error: unknown): void;
}

/** What is known of one room's log while the store is open. */
interface RoomLog {
  /** Sequence numbers held: `first` to `next - 1`; null before the room was read. */
  numbers: { first: number; next: number } | null;
  /** Settles when every operation asked for so far is done. */
  tail: Promise<unknown>;
  /** Operations asked for and not done. */
  pending: number;
  /** Appends that the turn asked for last will store together; null when it is not an append's. */
  group: Append[] | null;
}

/** Rooms whose numbers are kept in mind: twice as many as a node has open by default. */
const defaultMaxKnown = 20_000;

/**
 * An append-only log of updates per room over an ordered key-value store. Each record has a sequence
 * number, which shows a missing one, and a checksum, which shows a corrupt one; either costs that
 * record and is reported, never the room. Operations on a room run in the order they were asked for;
 * appends that wait together are stored in one batch, so that one disk sync serves them all.
 */
export function createUpdateLog(store: KeyValueStore, maxKnown = defaultMaxKnown): RoomStorage {
  /** Least recently used first. */
  const logs = new Map<string, RoomLog>();

  function logOf(room: string): RoomLog {
    const log = logs.get(room) ?? {
      ...{ numbers: null, tail: Promise.resolve(), pending: 0, group: null },
    };
    logs.delete(room);
    // Before it is put in: it must not be forgotten itself, having nothing pending yet.
    forgetIdle();
    logs.set(room, log);
    return log;
  }

  /** Whoever asks for names that do not exist must not fill the memory; what is forgotten is read again. */
  function forgetIdle(): void {
    for (const [room, { pending }] of logs) {
      if (logs.size < maxKnown) return;
      if (pending === 0) logs.delete(room);
    }
  }

  /** Runs an operation behind those that were asked for before, whether they succeeded or not. */
  function inTurn<Result>(log: RoomLog, operation: () => Promise<Result>): Promise<Result> {
    log.pending++;
    const turn = log.tail.then(operation);
    const settled = (): void => void log.pending--;
    log.tail = turn.then(settled, settled);
    return turn;
  }

  async function numbersOf(room: string, log: RoomLog): Promise<NonNullable<RoomLog['numbers']>> {
    if (log.numbers === null) {
      const { first, next } = await readRoom(store, room);
      log.numbers = { first, next };
    }
    return log.numbers;
  }

  async function storeGroup(room: string, log: RoomLog, group: readonly Append[]): Promise<void> {
    const numbers = await numbersOf(room, log);
    const operations = group.map(({ update }, index): BatchOperation => {
      const key = recordKey(room, numbers.next + index);
      return { type: 'put', key, value: encodeRecord(key, 'update', update) };
    });
    const newest = numbers.next + group.length - 1;
    await store.batch([...operations, namesNewest(room, newest)], 'synced', () => {
      for (const { written } of group) written();
    });
    // After a failure the numbers are used again: what was written of them counts as not stored.
    numbers.next = newest + 1;
  }

  return {
    load(room) {
      const log = logOf(room);
      log.group = null;
      return inTurn(log, async () => {
        const { updates, damage, first, next } = await readRoom(store, room);
        log.numbers ??= { first, next };
        return { updates, damage };
      });
    },
    append(room, update, written = () => undefined) {
      const log = logOf(room);
      return new Promise((resolve, reject) => {
        const append: Append = { update, written, resolve, reject };
        if (log.group !== null) {
          log.group.push(append);
          return;
        }
        const group = [append];
        log.group = group;
        inTurn(log, () => {
          if (log.group === group) log.group = null;
          return storeGroup(room, log, group);
        }).then(
          () => group.forEach((stored) => stored.resolve()),
          (error: unknown) => group.forEach((failed) => failed.reject(error)),
        );
      });
    },
    compact(room, state) {
      const log = logOf(room);
      // An append asked for from here on is not in the state: it must not be stored before it.
      log.group = null;
      return inTurn(log, async () => {
        const numbers = await numbersOf(room, log);
        // In the place of the newest record, so that a batch which fails leaves no gap.
        const last = numbers.next - 1;
        if (last < numbers.first) return;
        const key = recordKey(room, last);
        const operations: BatchOperation[] = [
          { type: 'put', key, value: encodeRecord(key, 'state', state) },
          namesNewest(room, last),
        ];
        for (let old = numbers.first; old < last; old++)
          operations.push({ type: 'del', key: recordKey(room, old) });
        await store.batch(operations, 'synced');
        numbers.first = last;
      });
    },
    async rooms() {
      const rooms: string[] = [];
      const [start, end] = allRooms;
      let from: string = start;
      for (;;) {
        const key = await store.firstKey(from, end);
        if (key === undefined) return rooms;
        const room = roomOfKey(key);
        if (room !== null) rooms.push(room);
        from = room === null ? `${key}\0` : roomRange(room)[1];
      }
    },
    async close() {
      await Promise.all([...logs.values()].map(({ tail }) => tail));
      await store.close();
    },
  };
}

function namesNewest(room: string, sequence: number): BatchOperation {
  const key = newestKey(room);
  return { type: 'put', key, value: encodeRecord(key, 'newest', Buffer.from(String(sequence))) };
}
