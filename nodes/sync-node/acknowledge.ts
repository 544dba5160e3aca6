import { opaqueFrame } from './frames.ts';
import { messageType } from './message-type.ts';
import type { NodeEvents } from './node-events.ts';
import type { Room } from './room.ts';
import { send, type Session } from './session.ts';

/**
 * Echoes the message once everything the connection sent before it is durable. A read-only connection is
 * told nothing: what it sent was refused.
 */
export function acknowledge(
  room: Room,
  session: Session,
  body: Uint8Array,
  events: NodeEvents,
): void {
  if (session.access === 'read-only') return;
  void room.persistence.flush().then(() => {
    if (session.closed) return;
    events.acknowledged(room, session, body);
    send(session, opaqueFrame(messageType.acknowledge, body));
  });
}
