import {
  createDecoder,
  hasContent,
  readVarString,
  readVarUint,
  readVarUint8Array,
} from 'lib0/decoding';
import {
  createEncoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';

/** No message type of y-protocols or of a server known to us: a reader of frames takes it for none. */
const busType = 120;

/** One message as the nodes pass it on. */
export interface BusMessage {
  /** The life of a node that it comes from: `node-1:2`. */
  readonly publisher: string;
  /** Among all that comes from there, from 1. */
  readonly position: number;
  /** What its server published; null where a way has come up at the node. */
  readonly published: Published | null;
}

export interface Published {
  readonly channel: string;
  readonly message: Uint8Array;
}

/** Says that the sender is there. */
export const ping = Uint8Array.of(busType);

/** A message as a frame between two nodes. */
export function encodeBusMessage({ publisher, position, published }: BusMessage): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, busType);
  writeVarString(encoder, publisher);
  writeVarUint(encoder, position);
  if (published !== null) {
    writeVarString(encoder, published.channel);
    writeVarUint8Array(encoder, published.message);
  }
  return toUint8Array(encoder);
}

/** What a frame of {@link encodeBusMessage} says; null for a ping. */
export function decodeBusMessage(frame: Uint8Array): BusMessage | null {
  if (frame.length === ping.length) return null;
  const decoder = createDecoder(frame);
  readVarUint(decoder);
  const publisher = readVarString(decoder);
  const position = readVarUint(decoder);
  if (!hasContent(decoder)) return { publisher, position, published: null };
  const channel = readVarString(decoder);
  return { publisher, position, published: { channel, message: readVarUint8Array(decoder) } };
}
