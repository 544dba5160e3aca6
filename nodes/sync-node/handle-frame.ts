import { createDecoder, hasContent, readTailAsUint8Array, readVarUint } from 'lib0/decoding';
import { awarenessFrame } from './frames.ts';
import { messageType } from './message-type.ts';
import type { NodeEvents } from './node-events.ts';
import type { SyncNodeParts } from './parts.ts';
import type { Room } from './room.ts';
import { send, type Session } from './session.ts';
import { passOnInterest } from './spread-interest.ts';

/**
 * Handles each message of a frame in turn. What cannot be decoded is counted and survived: the
 * connection and the room live on.
 */
export function handleFrame(
  room: Room,
  session: Session,
  frame: Uint8Array | string,
  parts: SyncNodeParts,
  events: NodeEvents,
): void {
  try {
    if (typeof frame === 'string') throw new TypeError('a text frame; the protocol is binary');
    const decoder = createDecoder(frame);
    do {
      const type = readVarUint(decoder);
      switch (type) {
        case messageType.sync:
          parts.handleSync(room, session, decoder, events);
          break;
        case messageType.awareness:
          parts.handleAwareness(room, session, decoder);
          break;
        case messageType.queryAwareness:
          send(
            session,
            awarenessFrame(room.hub.awareness, [...room.hub.awareness.getStates().keys()]),
          );
          break;
        case messageType.acknowledge:
          parts.acknowledge(room, session, readTailAsUint8Array(decoder), events);
          break;
        case messageType.interest: {
          const beacon = readTailAsUint8Array(decoder);
          if (session.peer === 'node' && room.interest.heard(beacon))
            passOnInterest(room, beacon, session);
          break;
        }
        default:
          // The length of an unknown message is unknown too: the rest of the frame is skipped.
          readTailAsUint8Array(decoder);
      }
    } while (hasContent(decoder));
  } catch (error) {
    events.malformed(room, session, error);
  }
}
