import type { ServerStorage } from '#harness/contract/in-process-target.ts';
import type { KeyValueStore } from '#harness/contract/key-value-store.ts';
import { createUpdateLog } from '#nodes/sync-node/storage/update-log.ts';

/** Told of each room's way from and to the disk. */
export interface ServerStorageObserver {
  loading(room: string): void;
  loaded(room: string, updates: readonly Uint8Array[]): void;
  stored(room: string, update: Uint8Array, state: 'written' | 'durable'): void;
  failed(room: string, error: unknown): void;
}

/** The storage that a server is given, over a simulated disk. */
export function createServerStorage(
  disk: KeyValueStore,
  observer: ServerStorageObserver,
): ServerStorage {
  const log = createUpdateLog(disk);
  /** Rooms that have a record for certain. */
  const begun = new Set<string>();

  async function append(room: string, update: Uint8Array): Promise<void> {
    try {
      await log.append(room, update, () => observer.stored(room, update, 'written'));
    } catch (error) {
      observer.failed(room, error);
      throw error;
    }
    begun.add(room);
    observer.stored(room, update, 'durable');
  }

  return {
    async load(room) {
      observer.loading(room);
      const { updates } = await log.load(room);
      if (updates.length > 0) begun.add(room);
      observer.loaded(room, updates);
      return updates;
    },
    append,
    async replace(room, state) {
      // The log replaces what it has; of a room that it may not have yet, the state is the first record.
      if (!begun.has(room)) {
        await append(room, state);
        return;
      }
      try {
        await log.compact(room, state);
      } catch (error) {
        observer.failed(room, error);
        throw error;
      }
      observer.stored(room, state, 'durable');
    },
  };
}
