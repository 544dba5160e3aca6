import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type ToxiproxyApi, toxiproxyApi } from './toxiproxy-api.ts';
import { TracedSocket } from './traced-socket.ts';
import { within } from './within.ts';

/** Milliseconds, microseconds and bytes as Toxiproxy has them. */
export interface RigToxic {
  readonly type: string;
  readonly name?: string;
  readonly stream?: 'upstream' | 'downstream';
  readonly toxicity?: number;
  readonly attributes?: Readonly<Record<string, number>>;
}

/** A client and a server of our own with one proxy between them. */
export interface Rig {
  readonly api: ToxiproxyApi;
  /** Where the proxy listens. */
  readonly port: number;
  /** A new connection through the proxy: its client side and its server side. */
  open(): Promise<{ client: TracedSocket; server: TracedSocket }>;
  /** A client alone, for proxies that do not reach the server. */
  dial(): TracedSocket;
  add(toxic: RigToxic): Promise<void>;
  change(name: string, attributes: Readonly<Record<string, number>>): Promise<void>;
  remove(name: string): Promise<void>;
  setEnabled(enabled: boolean): Promise<void>;
}

const path = '/proxies/rig';

/** Runs a test on a fresh proxy and a fresh server behind it, and takes both down again. */
export async function withRig(url: string, test: (rig: Rig) => Promise<void>): Promise<void> {
  const api = toxiproxyApi(url);
  const sockets: TracedSocket[] = [];
  const trace = (socket: TracedSocket): TracedSocket => {
    sockets.push(socket);
    return socket;
  };
  const accepted: ((server: TracedSocket) => void)[] = [];
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const traced = trace(new TracedSocket(socket));
    accepted.shift()?.(traced);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const upstream = `127.0.0.1:${portOf(server.address())}`;
  const proxy = await api.call('POST', '/proxies', {
    name: 'rig',
    listen: '127.0.0.1:0',
    upstream,
  });
  const port = listenPortOf(proxy);
  const dial = (): TracedSocket => {
    const options = { host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true };
    return trace(new TracedSocket(connect(options)));
  };
  try {
    await test({
      api,
      port,
      dial,
      async open() {
        const arrival = new Promise<TracedSocket>((resolve) => accepted.push(resolve));
        const client = dial();
        return { client, server: await within(5000, 'a connection to arrive', arrival) };
      },
      add: async (toxic) => void (await api.call('POST', `${path}/toxics`, toxic)),
      change: async (name, attributes) =>
        void (await api.call('POST', `${path}/toxics/${name}`, { attributes })),
      remove: async (name) => void (await api.call('DELETE', `${path}/toxics/${name}`)),
      setEnabled: async (enabled) => void (await api.call('POST', path, { enabled })),
    });
  } finally {
    await Promise.all(sockets.map((socket) => socket.closed()));
    await api.call('DELETE', path);
    await new Promise((resolve) => server.close(resolve));
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return address.port;
}

function listenPortOf(proxy: unknown): number {
  if (typeof proxy !== 'object' || proxy === null || !('listen' in proxy)) {
    throw new Error(`not a proxy: ${JSON.stringify(proxy)}`);
  }
  return Number(/\d+$/.exec(String(proxy.listen))?.[0]);
}
