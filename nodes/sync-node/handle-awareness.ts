import {
  createDecoder,
  readVarString,
  readVarUint,
  readVarUint8Array,
  type Decoder,
} from 'lib0/decoding';
import { applyAwarenessUpdate, type Awareness } from 'y-protocols/awareness';
import { awarenessFrame } from './frames.ts';
import type { Room } from './room.ts';
import { send, type Session } from './session.ts';

/**
 * Takes in presence. A state at the very clock at which its user is known to be gone would stay
 * invisible until its next renewal (y-websocket#122): the sender is told so by a null at that clock,
 * and a client so told announces itself again at the next.
 */
export function handleAwareness(room: Room, session: Session, decoder: Decoder): void {
  const update = readVarUint8Array(decoder);
  const { awareness } = room.hub;
  const departed = statesOfDeparted(awareness, update);
  if (departed.length > 0) send(session, awarenessFrame(awareness, departed));
  applyAwarenessUpdate(awareness, update, session);
}

/** Clients whose state in the update is not newer than their departure. */
function statesOfDeparted(awareness: Awareness, update: Uint8Array): number[] {
  const decoder = createDecoder(update);
  const departed: number[] = [];
  for (let count = readVarUint(decoder); count > 0; count--) {
    const client = readVarUint(decoder);
    const clock = readVarUint(decoder);
    const state = readVarString(decoder);
    const gone = !awareness.states.has(client) && awareness.meta.get(client)?.clock === clock;
    if (gone && state !== 'null') departed.push(client);
  }
  return departed;
}
