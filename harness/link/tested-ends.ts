import type { Connection, ConnectionHandler } from '#harness/contract/connection.ts';
import type { ClientSocket } from '#harness/contract/network.ts';
import type { TestedEnd } from './link-contract.ts';

/** The dialler's end as the contract suite sees it. `act` does a step as the dialler's code. */
export function dialledEnd(socket: ClientSocket, act: (step: () => void) => void): TestedEnd {
  const received: string[] = [];
  let closedWith: number | null = null;
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) =>
    void received.push(typeof data === 'string' ? data : Buffer.from(data).toString());
  socket.onclose = ({ code }) => void (closedWith = code);
  return {
    received,
    get closedWith() {
      return closedWith;
    },
    get isOpen() {
      return socket.readyState === 1;
    },
    send: (text) => act(() => socket.send(Buffer.from(text))),
  };
}

/** The listener's end, and the handlers that feed it. `closedWith` is told by whoever knows the code. */
export function acceptedEnd(
  connection: Connection,
  act: (step: () => void) => void,
  closedWith: () => number | null,
): { readonly end: TestedEnd; readonly handler: ConnectionHandler } {
  const received: string[] = [];
  return {
    end: {
      received,
      get closedWith() {
        return closedWith();
      },
      get isOpen() {
        return closedWith() === null;
      },
      send: (text) => act(() => void connection.send(Buffer.from(text))),
    },
    handler: {
      message: (data) => void received.push(Buffer.from(data).toString()),
      pong: () => undefined,
      close: () => undefined,
    },
  };
}
