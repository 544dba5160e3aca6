import type { ConnectionHandler } from '#harness/contract/connection.ts';

/** Collects what arrives on a socket until the turn of the event loop ends. */
export interface Inbox {
  put(frame: Uint8Array | string): void;
  /** Hands on what was collected, in order; at the end of the turn it happens by itself. */
  empty(): void;
}

/** Frames that shared a packet reach the handler together: it may then store and relay them as one. */
export function createInbox(handler: ConnectionHandler): Inbox {
  let frames: (Uint8Array | string)[] = [];

  function empty(): void {
    const arrived = frames;
    frames = [];
    if (arrived.length > 1 && handler.messages !== undefined) handler.messages(arrived);
    else for (const frame of arrived) handler.message(frame);
  }

  return {
    put(frame) {
      if (frames.push(frame) === 1) process.nextTick(empty);
    },
    empty,
  };
}
