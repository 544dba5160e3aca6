import type { Room } from './room.ts';
import { untilDurable } from './until-durable.ts';

/** Whether a room may be dropped from memory: once all of it is durable, if nobody has joined meanwhile. */
export async function mayClose(room: Room): Promise<boolean> {
  await untilDurable(room);
  return room.sessions.size === 0 && room.state === 'ready';
}
