import type { Room } from './room.ts';

/** Waits until all of a room is durable, whatever it is given meanwhile. */
export async function settleRoom(room: Room): Promise<void> {
  while (!room.persistence.settled()) await room.persistence.flush();
}
