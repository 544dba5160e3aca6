import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { connectToxiproxy } from '../driver/connect-toxiproxy.ts';
import type { DrivenProxy } from '../driver/driven-proxy.ts';
import { within } from './within.ts';

/** One end of a WebSocket and what it has seen: frames, errors, close codes. */
interface TracedWebSocket {
  readonly opened: Promise<unknown>;
  send(text: string): void;
  close(code?: number): void;
  terminate(): void;
  /** Stops reading, so that back-pressure reaches the other side. */
  pause(): void;
  /** Waits until nothing more can be sent. */
  stalled(): Promise<void>;
  seen(): readonly string[];
  /** Waits for so many. */
  events(count: number): Promise<readonly string[]>;
}

/** A WebSocket server of our own with one driven proxy in front of it. */
export interface WebSocketRig {
  readonly proxy: DrivenProxy;
  dial(): TracedWebSocket;
  open(): Promise<{ client: TracedWebSocket; server: TracedWebSocket }>;
}

/** Runs a test on a fresh proxy and a fresh server behind it, and takes both down again. */
export async function withWebSockets(
  apiUrl: string,
  test: (rig: WebSocketRig) => Promise<void>,
): Promise<void> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  const driver = await connectToxiproxy({ apiUrl, requestTimeoutMs: 1000 });
  const proxy = await driver.createProxy({ name: 'web sockets', upstreamPort: address.port });
  const sockets: WebSocket[] = [];
  const dial = (): TracedWebSocket => {
    const socket = new WebSocket(`ws://${proxy.connectHost}:${proxy.connectPort}`);
    sockets.push(socket);
    return traced(socket);
  };
  try {
    await test({
      proxy,
      dial,
      async open() {
        const arrival = once(server, 'connection').then(([socket]) => traced(socket));
        const client = dial();
        await within(5000, 'a WebSocket to open', client.opened);
        return { client, server: await arrival };
      },
    });
  } finally {
    for (const socket of sockets) socket.terminate();
    await driver.close();
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
}

function traced(socket: WebSocket): TracedWebSocket {
  const events: string[] = [];
  let look = (): void => {};
  const see = (event: string): void => {
    events.push(event);
    look();
  };
  socket.on('message', (data) => see(`frame ${String(data)}`));
  socket.on('error', (error: NodeJS.ErrnoException) => see(`error ${error.code}`));
  socket.on('close', (code) => see(`close ${code}`));
  const opened = once(socket, 'open');
  opened.catch(() => {});
  return {
    opened,
    send: (text) => socket.send(text),
    close: (code) => socket.close(code),
    terminate: () => socket.terminate(),
    pause: () => socket.pause(),
    async stalled() {
      let left = Number.POSITIVE_INFINITY;
      while (socket.bufferedAmount < left) {
        left = socket.bufferedAmount;
        await delay(100);
      }
    },
    seen: () => events,
    async events(count) {
      const enough = new Promise<void>((resolve) => {
        look = () => void (events.length >= count && resolve());
        look();
      });
      await within(10_000, `${count} events after [${events.join(', ')}]`, enough);
      return events;
    },
  };
}
