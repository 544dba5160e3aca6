import { readVarUint, readVarUint8Array, type Decoder } from 'lib0/decoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { applyUpdate } from './apply-update.ts';
import { step2Frame } from './frames.ts';
import type { NodeEvents } from './node-events.ts';
import type { Room } from './room.ts';
import { send, type Session } from './session.ts';

/**
 * The sync sub-protocol: step 1 is answered, step 2 and updates are applied. A read-only connection
 * changes nothing by either: step 2 carries offline edits (jupyverse#546).
 */
export function handleSync(
  room: Room,
  session: Session,
  decoder: Decoder,
  events: NodeEvents,
): void {
  const kind = readVarUint(decoder);
  const body = readVarUint8Array(decoder);
  switch (kind) {
    case messageYjsSyncStep1:
      send(session, step2Frame(room.doc, body));
      events.step1Processed(room, session);
      break;
    case messageYjsSyncStep2:
    case messageYjsUpdate:
      if (session.access === 'read-write') applyUpdate(room, body, session);
      else events.refused(room, session);
      break;
    default:
      throw new RangeError(`unknown sync message ${kind}`);
  }
}
