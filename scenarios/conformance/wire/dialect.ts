import type { DialectName } from '#harness/contract/target.ts';
import type { Message } from './message.ts';

/** How messages become WebSocket frames, and back. Decoding never throws: bad bytes are a message. */
export interface Dialect {
  readonly name: DialectName;
  /** Whether the room is named by the path of the URL. */
  readonly roomIn: 'url' | 'frame';
  /** The URL to dial for a token. */
  url(base: string, token: string | null): string;
  /** What a client says before anything else. */
  opening(token: string | null): readonly Message[];
  encode(message: Message, room: string): Uint8Array;
  /** A frame whose inner bytes are the caller's, for malformed input. */
  wrap(inner: Uint8Array, room: string): Uint8Array;
  decode(frame: Uint8Array, room: string): readonly Message[];
}
