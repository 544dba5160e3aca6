import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Connection } from '#harness/contract/connection.ts';
import type { HostedNode } from '../hosted-node.ts';
import { closeReason } from './close-reason.ts';

/** How much may wait for a slow reader, and who counts those that are ended for it. */
export interface ConnectionLimits extends Pick<HostedNode, 'maxBufferedBytes'> {
  readonly metrics: Pick<HostedNode['metrics'], 'count'>;
}

/**
 * A socket of the `ws` package as the node sees it. One whose peer reads too slowly is ended, never
 * dropped from: a frame left out of a living connection would be lost for good.
 */
export function createNodeConnection(
  socket: WebSocket,
  stream: Pick<Socket, 'cork' | 'uncork'>,
  hosted: ConnectionLimits,
): Connection {
  let corked = false;

  /** What is sent in one turn of the event loop leaves in one system call, which costs most of a send. */
  function cork(): void {
    if (corked) return;
    corked = true;
    stream.cork();
    process.nextTick(() => {
      corked = false;
      stream.uncork();
    });
  }

  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return true;
      // What waits already is judged, not this frame: the state of a large room must fit through.
      if (socket.bufferedAmount > hosted.maxBufferedBytes) {
        hosted.metrics.count('slow_readers');
        socket.terminate();
        return false;
      }
      cork();
      socket.send(frame, { binary: true });
      return true;
    },
    close: (code, reason) => socket.close(code, closeReason(reason)),
    ping() {
      if (socket.readyState === socket.OPEN) socket.ping();
    },
    bufferedBytes: () => socket.bufferedAmount,
  };
}
