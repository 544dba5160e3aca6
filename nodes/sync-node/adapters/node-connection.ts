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
export function createNodeConnection(socket: WebSocket, hosted: ConnectionLimits): Connection {
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return true;
      // What waits already is judged, not this frame: the state of a large room must fit through.
      if (socket.bufferedAmount > hosted.maxBufferedBytes) {
        hosted.metrics.count('slow_readers');
        socket.terminate();
        return false;
      }
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
