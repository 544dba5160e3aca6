import type { RoomStorage } from '#harness/contract/room-storage.ts';
import { createDurableWriter, type WriterState } from './storage/durable-writer.ts';
import { retryUntilDone } from './storage/retry-until-done.ts';

/** How many records a room's log may hold before it is compacted. */
const defaultCompactEvery = 500;

/** Told of each record's way to disk. */
export interface PersistenceObserver {
  written(update: Uint8Array): void;
  durable(update: Uint8Array): void;
  /** An operation failed; it is tried again. */
  failed(error: unknown): void;
  /** One line for each record that could not be read. */
  damaged(line: string): void;
}

/** The order in which one room's updates reach its storage. */
export interface RoomPersistence {
  /** Tries until it succeeds: a room that does not load is not an empty one. */
  load(): Promise<readonly Uint8Array[]>;
  append(update: Uint8Array): void;
  state(): WriterState;
  /** Whether all that was appended is durable. */
  settled(): boolean;
  /** Resolves when all that was appended before is durable. */
  flush(): Promise<void>;
}

/** For a node that keeps nothing. */
export const noPersistence: RoomPersistence = {
  load: () => Promise.resolve([]),
  append: () => undefined,
  state: () => 'settled',
  settled: () => true,
  flush: () => Promise.resolve(),
};

/**
 * Appends updates in order, and compacts the log whenever it has grown by `compactEvery` records.
 * `state` reads the whole room for that.
 */
export function createRoomPersistence(
  storage: RoomStorage,
  room: string,
  state: () => Uint8Array,
  observer: PersistenceObserver,
  compactEvery = defaultCompactEvery,
): RoomPersistence {
  let records = 0;

  const writer = createDurableWriter({
    async append(update) {
      await storage.append(room, update, () => observer.written(update));
      observer.durable(update);
    },
    failed: observer.failed,
    async stored(count) {
      records += count;
      if (records < compactEvery) return;
      try {
        await storage.compact(room, state());
        records = 0;
      } catch (error) {
        // The log still holds everything; the next append tries again.
        observer.failed(error);
      }
    },
  });

  return {
    async load() {
      const { updates, damage } = await retryUntilDone(() => storage.load(room), observer.failed);
      for (const line of damage) observer.damaged(line);
      records = updates.length;
      return updates;
    },
    append: (update) => writer.write(update),
    state: () => writer.state(),
    settled: () => writer.state() === 'settled',
    flush: () => writer.flush(),
  };
}
