import type { Room } from './room.ts';

/**
 * A room is needed while anybody is connected, while users are known of elsewhere, or while a
 * dialled node may still lack something of it.
 */
export function isNeeded(room: Room): boolean {
  return (
    room.sessions.size > 0 ||
    room.interest.fresh() ||
    room.dials.some((dial) => !dial.provider.synced)
  );
}
