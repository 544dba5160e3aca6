import { WebSocket } from 'ws';
import type { Intrusion } from '#harness/contract/carrier.ts';
import { real } from '#harness/world/real.ts';

/** How long a stranger stays after its last frame, milliseconds. */
const staysMs = 1_000;

/**
 * A stranger's connection straight to a node: it hears nothing, and leaves when it is told to or a second
 * after its last frame. Gives a function that ends it at once.
 */
export function intrude(port: number, visit: Intrusion): () => void {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${urlOf(visit)}`, {
    perMessageDeflate: false,
  });
  let leaving: ReturnType<typeof real.setTimeout> | undefined;
  socket.on('open', () => {
    for (const frame of visit.frames) socket.send(frame);
    leaving = real.setTimeout(() => socket.close(), staysMs);
  });
  socket.on('close', () => real.clearTimeout(leaving));
  // A node that ends it in whatever way does what it may.
  socket.on('error', () => undefined);
  return () => {
    real.clearTimeout(leaving);
    socket.terminate();
  };
}

function urlOf({ room, token }: Intrusion): string {
  const query = token === '' ? '' : `?token=${encodeURIComponent(token)}`;
  return `/rooms/${encodeURIComponent(room)}${query}`;
}
