import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { opaqueFrame } from '../frames.ts';
import { messageType } from '../message-type.ts';

/** A WebSocket that keeps what it was sent, for tests of the wire. */
export interface RawClient {
  readonly socket: WebSocket;
  /** Whole messages, in order. */
  readonly frames: readonly Uint8Array[];
  send(frame: Uint8Array | string): void;
  /** The first frame, past or to come, for which `matches` says so. Rejects when the socket closes first. */
  frame(matches: (frame: Uint8Array) => boolean): Promise<Uint8Array>;
  /** Resolves when the server has answered type 102 to what was sent so far. */
  acknowledged(): Promise<void>;
  /** The code and reason with which the socket closes, or closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

let acknowledgements = 0;

/** Opens a socket; rejects when the upgrade is refused. */
export async function connectRaw(url: string, options: ClientOptions = {}): Promise<RawClient> {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
  const frames: Uint8Array[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => [...waiting].forEach((look) => look());
  socket.on('message', (data: Buffer) => {
    frames.push(Uint8Array.from(data));
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
      wake();
    });
  });
  await once(socket, 'open');
  socket.on('error', () => undefined);

  function frame(matches: (frame: Uint8Array) => boolean): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = frames.find(matches);
        if (found === undefined && socket.readyState !== WebSocket.CLOSED) return;
        waiting.delete(look);
        if (found === undefined) reject(new Error('the socket closed before the frame came'));
        else resolve(found);
      };
      waiting.add(look);
      look();
    });
  }

  return {
    socket,
    frames,
    send: (data) => socket.send(data),
    frame,
    async acknowledged() {
      const mark = opaqueFrame(messageType.acknowledge, Buffer.from(`ack ${++acknowledgements}`));
      socket.send(mark);
      await frame((received) => Buffer.from(mark).equals(received));
    },
    closed,
  };
}
