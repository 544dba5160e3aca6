import type { RoomStorage } from '#harness/contract/room-storage.ts';

/** How many records a room's log may hold before it is compacted. */
const compactEvery = 500;
const firstRetryMs = 100;
const lastRetryMs = 5_000;

/** Told of each record's way to disk. */
export interface PersistenceObserver {
  written(update: Uint8Array): void;
  durable(update: Uint8Array): void;
  failed(error: unknown): void;
}

/** The order in which one room's updates reach its storage. */
export interface RoomPersistence {
  load(): Promise<readonly Uint8Array[]>;
  append(update: Uint8Array): void;
  /** Whether all that was appended is durable. */
  settled(): boolean;
  /** Resolves when all that was appended before is durable. */
  flush(): Promise<void>;
}

/** For a node that keeps nothing. */
export const noPersistence: RoomPersistence = {
  load: () => Promise.resolve([]),
  append: () => undefined,
  settled: () => true,
  flush: () => Promise.resolve(),
};

/**
 * Appends one update after the other; a failed append is retried with back-off until it succeeds,
 * and nothing behind it is acknowledged before. `state` reads the whole room for compaction.
 */
export function createRoomPersistence(
  storage: RoomStorage,
  room: string,
  state: () => Uint8Array,
  observer: PersistenceObserver,
): RoomPersistence {
  let tail: Promise<void> = Promise.resolve();
  let waiting = 0;
  let records = 0;

  async function store(update: Uint8Array): Promise<void> {
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(lastRetryMs, retryMs * 2)) {
      try {
        await storage.append(room, update, () => observer.written(update));
        observer.durable(update);
        records++;
        break;
      } catch (error) {
        observer.failed(error);
        await new Promise<void>((resolve) => setTimeout(resolve, retryMs));
      }
    }
    if (records < compactEvery) return;
    try {
      await storage.compact(room, state());
      records = 0;
    } catch (error) {
      // The log still holds everything; the next append tries again.
      observer.failed(error);
    }
  }

  return {
    async load() {
      const { updates, damage } = await storage.load(room);
      for (const line of damage) observer.failed(new Error(line));
      records = updates.length;
      return updates;
    },
    append(update) {
      waiting++;
      tail = tail.then(() => store(update)).then(() => void waiting--);
    },
    settled: () => waiting === 0,
    flush: () => tail,
  };
}
