import { awarenessFrame } from './frames.ts';
import type { Room } from './room.ts';
import { send } from './session.ts';

/** Half of y-websocket's 30 s watchdog, which counts messages and not WebSocket pings. */
export const heartbeatMs = 15_000;

/** Closed without a code of the peer's: nothing was heard for two heartbeats. */
const goingAway = 1001;

/**
 * One beat for a room: connections that were sent nothing since the last get an awareness frame
 * without entries; those that neither sent anything nor answered a ping are closed.
 */
export function beat(room: Room): void {
  const empty = awarenessFrame(room.hub.awareness, []);
  for (const session of room.sessions) {
    if (!session.heardFrom) {
      session.connection.close(goingAway, 'nothing heard for two heartbeats');
      continue;
    }
    session.heardFrom = false;
    session.connection.ping();
    if (session.ready && !session.spokenTo) send(session, empty);
    session.spokenTo = false;
  }
}
