import type { Room } from './room.ts';

/** Calls `begin` at once in a loaded room, else as soon as it is loaded. */
export function serveOnceLoaded(room: Room, begin: () => void): void {
  if (room.state === 'ready') begin();
  else void room.loaded.then(begin);
}
