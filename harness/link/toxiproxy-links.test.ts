import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll } from 'vitest';
import { WebSocketServer } from 'ws';
import type { NetworkObserver } from '#harness/contract/network.ts';
import { createSocketClass, type DialledSocket } from '#harness/carrier/socket/socket-class.ts';
import { connectToxiproxy } from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import { readToxiproxyConfig } from '#harness/toxiproxy/driver/toxiproxy-config.ts';
import { startToxiproxyWorker } from '#harness/toxiproxy/start-toxiproxy-worker.ts';
import { real } from '#harness/world/real.ts';
import { RealLife } from '#harness/world/real-life.ts';
import { linkContract, type TestedEnd } from './link-contract.ts';
import { acceptedEnd, dialledEnd } from './tested-ends.ts';
import { createToxiproxyLinks } from './toxiproxy-links.ts';

const link = 'phone->cloud';
const profile = { latencyMs: 2, jitterMs: 1, connectDelayMs: 0 };
const boundMs = 20_000;

const silent: NetworkObserver = {
  opened: () => undefined,
  closed: () => undefined,
  sent: () => undefined,
  received: () => undefined,
};

const config = readToxiproxyConfig(process.env);
let embedded: { readonly url: string; stop(): Promise<void> } | null = null;

beforeAll(async () => {
  if (config.apiUrl === undefined) embedded = await startToxiproxyWorker();
});
afterAll(() => embedded?.stop());

/** Asks until it is so, or too long. */
async function until(what: string, met: () => boolean): Promise<void> {
  const endMs = real.now() + boundMs;
  while (!met()) {
    if (real.now() > endMs) throw new Error(`not within ${boundMs} ms: ${what}`);
    await new Promise((resolve) => real.setTimeout(resolve, 5));
  }
}

linkContract('toxiproxy', async (run) => {
  const driver = await connectToxiproxy({
    ...config,
    apiUrl: config.apiUrl ?? embedded?.url ?? '',
  });
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const accepted: TestedEnd[] = [];
  server.on('connection', (socket) => {
    let code: number | null = null;
    socket.on('close', (closeCode) => (code = closeCode));
    socket.on('error', () => undefined);
    const { end, handler } = acceptedEnd(
      {
        send(frame) {
          socket.send(frame);
          return true;
        },
        close: (closeCode, reason) => socket.close(closeCode, reason),
        ping: () => socket.ping(),
        bufferedBytes: () => socket.bufferedAmount,
      },
      now,
      () => code,
    );
    socket.on('message', (data) => handler.message(String(data)));
    accepted.push(end);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');

  const sockets = new Set<DialledSocket>();
  const stirAll = async (): Promise<void> => {
    for (const socket of sockets) socket.stir();
  };
  const links = createToxiproxyLinks({
    driver,
    stir: stirAll,
    over: () => until('the connections to end', () => sockets.size === 0),
  });
  const ends = { id: link, dialler: 'phone', listener: 'cloud', template: 'ws://cloud/rooms/{id}' };
  await links.add({ ...ends, profile }, address.port);
  await links.add({ ...ends, id: 'tablet->cloud', profile }, address.port);

  function socketClassOf(id: string) {
    const life = new RealLife({
      globals: {},
      uncaught(error) {
        throw error;
      },
    });
    let dialled = 0;
    return createSocketClass({
      observer: silent,
      life,
      sockets,
      resolve: () => ({ ...ends, link: id, ...links.endpoint(id), connectDelayMs: 0 }),
      connectDelayMs: () => 0,
      nextConnection: () => `${id}/${++dialled}`,
    });
  }
  const Socket = socketClassOf(link);
  const OtherSocket = socketClassOf('tablet->cloud');

  try {
    await run({
      link,
      control: links,
      accepted,
      dial: () => dialledEnd(new Socket('ws://cloud/rooms/blog'), now),
      until,
      async meanwhile() {
        // Another link to the same server, which nothing ails: time enough for a whole connection.
        const other = dialledEnd(new OtherSocket('ws://cloud/rooms/blog'), now);
        await until('another link to open', () => other.isOpen);
        const theirs = accepted.pop();
        theirs?.send('ping');
        await until('another link to carry a frame', () => other.received.length === 1);
      },
    });
  } finally {
    for (const socket of sockets) socket.kill();
    await driver.close();
    for (const socket of server.clients) socket.terminate();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  }
});

function now(step: () => void): void {
  step();
}
