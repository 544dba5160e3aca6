import type { Connection, ConnectionHandler } from '#harness/contract/connection.ts';
import type { HostedNode } from '../hosted-node.ts';
import { upgradeRequestOf } from '../http/upgrade-request.ts';
import { closeReason } from './close-reason.ts';

/** What is used of Bun's `ServerWebSocket`. */
interface BunSocket {
  readonly readyState: number;
  sendBinary(frame: Uint8Array): number;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): number;
  /** Missing in Elysia's types alone. */
  getBufferedAmount?(): number;
}

/** What is used of Elysia's wrapper, which is another object in every event; `raw` is the same. */
interface BunEvent {
  readonly raw: BunSocket;
  readonly data: { readonly request: Request };
}

const openState = 1;

/** A node's handlers for Elysia's own `.ws()` on Bun. */
export function bunHandlers(hosted: HostedNode) {
  const handlers = new WeakMap<BunSocket, ConnectionHandler>();
  return {
    open({ raw, data }: BunEvent) {
      const connection = createBunConnection(raw, hosted);
      const request = upgradeRequestOf(data.request);
      handlers.set(raw, hosted.node.accept(connection, request, hosted.nextConnection()));
    },
    // Elysia has parsed text as JSON; no text means anything here, so what it said is not needed.
    message({ raw }: BunEvent, data: unknown) {
      handlers.get(raw)?.message(data instanceof Uint8Array ? data : 'text');
    },
    // Elysia hands over the bare socket here, against its own types.
    pong: (socket: BunEvent | BunSocket) =>
      handlers.get('raw' in socket ? socket.raw : socket)?.pong(),
    close: ({ raw }: BunEvent) => handlers.get(raw)?.close(),
  };
}

/** Bun's `send` gives 0 for a frame it dropped: a connection that lost one is ended. */
function createBunConnection(socket: BunSocket, hosted: HostedNode): Connection {
  const bufferedBytes = (): number => socket.getBufferedAmount?.() ?? 0;

  function end(): false {
    hosted.metrics.count('slow_readers');
    socket.terminate();
    return false;
  }

  return {
    send(frame) {
      if (socket.readyState !== openState) return true;
      // What waits already is judged, not this frame: the state of a large room must fit through.
      if (bufferedBytes() > hosted.maxBufferedBytes) return end();
      return socket.sendBinary(frame) === 0 && frame.length > 0 ? end() : true;
    },
    close: (code, reason) => socket.close(code, closeReason(reason)),
    ping() {
      if (socket.readyState === openState) socket.ping();
    },
    bufferedBytes,
  };
}
