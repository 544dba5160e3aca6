import type { RoomStorage } from '#harness/contract/room-storage.ts';
import { openLevelStore } from './level-store.ts';
import { createUpdateLog } from './update-log.ts';

/**
 * Rooms kept in a folder, which is created if need be. `say` is told of damage, one line each; a folder
 * that cannot be used is a {@link UsageError}.
 */
export async function openRoomStorage(
  directory: string,
  say: (line: string) => void,
): Promise<RoomStorage> {
  return createUpdateLog(await openLevelStore(directory, say));
}
