import { opaqueFrame } from './frames.ts';
import { messageType } from './message-type.ts';
import type { Room } from './room.ts';
import { send, type Session } from './session.ts';

/** At each heartbeat: tells the other nodes that this one has users, or stops dialling them for nobody. */
export function spreadInterest(room: Room): void {
  if (usersOf(room) > 0) passOnInterest(room, room.interest.beacon(), null);
  else if (!room.interest.fresh() && room.dials.every((dial) => dial.provider.synced)) {
    for (const dial of room.dials) dial.destroy();
    room.dials = [];
    room.hungUp = true;
  }
}

/** How many clients are connected to this node. */
export function usersOf(room: Room): number {
  return [...room.sessions].filter(({ peer }) => peer === 'client').length;
}

/** Sends a beacon to every connected node but the one it came from: who is needed for that is dialled. */
export function passOnInterest(
  room: Room,
  beacon: Uint8Array,
  from: Session | object | null,
): void {
  room.dialAgain();
  const frame = opaqueFrame(messageType.interest, beacon);
  for (const session of room.sessions) {
    if (session.peer === 'node' && session.ready && session !== from) send(session, frame);
  }
  for (const dial of room.dials) {
    if (dial.provider !== from) dial.provider.send(frame);
  }
}
