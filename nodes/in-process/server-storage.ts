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

  async function append(room: string, update: Uint8Array): Promise<void> {
    try {
      await log.append(room, update, () => observer.stored(room, update, 'written'));
    } catch (error) {
      observer.failed(room, error);
      throw error;
    }
    observer.stored(room, update, 'durable');
  }

  return {
    async load(room) {
      observer.loading(room);
      const { updates } = await log.load(room);
      observer.loaded(room, updates);
      return updates;
    },
    append,
    async replace(room, state) {
      // Both take their turn at once, so that an append asked for meanwhile comes after.
      const stored = append(room, state);
      const compacted = log.compact(room, state);
      await stored;
      await compacted;
    },
  };
}
