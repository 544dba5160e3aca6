import type { AwarenessChange } from '#nodes/peer/awareness-facade.ts';
import { awarenessFrame, updateFrame } from './frames.ts';
import type { Room } from './room.ts';
import { send } from './session.ts';

/** Passes an update on to every connection but its origin. (Dialled nodes: their providers do it.) */
export function relayUpdate(room: Room, update: Uint8Array, origin: unknown): void {
  const frame = updateFrame(update);
  for (const session of room.sessions) {
    if (session.ready && session !== origin) send(session, frame);
  }
}

/** Passes on to the origin of an update, where it is a connection, what others had sent of it. */
export function tellOrigin(room: Room, waited: Uint8Array, origin: unknown): void {
  for (const session of room.sessions) {
    if (session.ready && session === origin) send(session, updateFrame(waited));
  }
}

/**
 * Passes presence on to every connection, its origin too: y-websocket clients take it as their
 * keep-alive. A state that timed out here is not passed on: each replica judges that by what it
 * heard itself, and another may have heard more.
 */
export function relayAwareness(room: Room, change: AwarenessChange, origin: unknown): void {
  if (origin === 'timeout') return;
  const clients = [...change.added, ...change.updated, ...change.removed];
  const frame = awarenessFrame(room.hub.awareness, clients);
  for (const session of room.sessions) {
    if (session.ready) send(session, frame);
  }
}
