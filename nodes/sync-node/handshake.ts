import { awarenessFrame, step1Frame } from './frames.ts';
import type { Room } from './room.ts';
import { send, type Session } from './session.ts';

/** What a node says first: its sync step 1, and who is present. Sent once the room is loaded. */
export function handshake(room: Room, session: Session): void {
  send(session, step1Frame(room.doc));
  const present = [...room.hub.awareness.getStates().keys()];
  if (present.length > 0) send(session, awarenessFrame(room.hub.awareness, present));
}
