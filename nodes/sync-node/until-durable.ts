import type { Room } from './room.ts';

/** Waits until the room is loaded and all of it is durable, whatever it is given meanwhile. */
export async function untilDurable(room: Room): Promise<void> {
  await room.loaded;
  while (!room.persistence.settled()) await room.persistence.flush();
}
