import { createDecoder, readVarUint } from 'lib0/decoding';
import { messageYjsUpdate } from 'y-protocols/sync';
import { transact } from 'yjs';
import { messageType } from './message-type.ts';
import type { NodeEvents } from './node-events.ts';
import type { SyncNodeParts } from './parts.ts';
import type { Room } from './room.ts';
import type { Session } from './session.ts';

type Frame = Uint8Array | string;

/** A larger update is applied alone: what is relayed together stays far below any limit on messages. */
const maxTogetherBytes = 64 * 1024;

/**
 * Handles frames that arrived together, in order, each as `handleFrame` does. Updates in a row become
 * one transaction, and so one update to relay and to store; whatever else comes ends the row first, so
 * that it is answered, or acknowledged, after all that came before it.
 */
export function handleFrames(
  room: Room,
  session: Session,
  frames: readonly Frame[],
  parts: SyncNodeParts,
  events: NodeEvents,
): void {
  const handle = (frame: Frame): void => parts.handleFrame(room, session, frame, parts, events);

  let row: Frame[] = [];
  function endRow(): void {
    const updates = row;
    row = [];
    if (updates.length < 2) return updates.forEach(handle);
    try {
      transact(room.doc, () => updates.forEach(handle), session, false);
    } catch (error) {
      // Thrown by whoever observes the document: the errors of the frames themselves are counted.
      events.malformed(room, session, error);
    }
  }

  for (const frame of frames) {
    if (isOneUpdate(frame)) {
      row.push(frame);
      continue;
    }
    endRow();
    handle(frame);
  }
  endRow();
}

/** Whether a frame is one update, well-formed or not, and nothing else. */
function isOneUpdate(frame: Frame): boolean {
  if (typeof frame === 'string' || frame.length > maxTogetherBytes) return false;
  const decoder = createDecoder(frame);
  try {
    const isUpdate =
      readVarUint(decoder) === messageType.sync && readVarUint(decoder) === messageYjsUpdate;
    const bodyBytes = readVarUint(decoder);
    return isUpdate && decoder.pos + bodyBytes === frame.length;
  } catch {
    return false;
  }
}
