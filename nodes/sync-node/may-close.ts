import type { Room } from './room.ts';
import { settleRoom } from './settle-room.ts';

/** Waits until all of the room is durable; whether nobody has joined it meanwhile. */
export async function mayClose(room: Room): Promise<boolean> {
  await room.loaded;
  await settleRoom(room);
  return room.sessions.size === 0 && room.state === 'ready';
}
