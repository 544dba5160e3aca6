import { connect, createServer, type Server, type Socket } from 'node:net';
import { addressText, resolveListenAddress, splitHostPort } from './listen-address.ts';
import { listen } from './listen.ts';
import { createMutex } from '../mutex.ts';
import { ProxyConnection } from './proxy-connection.ts';
import { toxicJson } from './toxic.ts';
import { ToxicChain } from './toxic-chain.ts';

interface ProxyOptions {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly seed: number;
}

/** What may be changed of a proxy. */
export interface ProxySettings {
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
}

/** One listener, one upstream address, the connections between them and the toxics on them. */
export class Proxy {
  readonly name: string;
  readonly chain: ToxicChain;
  /** Every change of the proxy or of its toxics runs under it. */
  readonly exclusively = createMutex();
  listen: string;
  upstream: string;
  readonly #seed: number;
  readonly #connections = new Set<ProxyConnection>();
  readonly #dialling = new Set<Socket>();
  #server: Server | undefined;
  #accepted = 0;
  /** One dial at a time, in the order of acceptance, as in the real server's accept loop. */
  #dialQueue: Promise<void> = Promise.resolve();

  constructor({ name, listen, upstream, seed }: ProxyOptions) {
    this.name = name;
    this.listen = listen;
    this.upstream = upstream;
    this.#seed = seed;
    this.chain = new ToxicChain(this.#connections);
  }

  get enabled(): boolean {
    return this.#server !== undefined;
  }

  /** The proxy as the API shows it, with the logger that the real server leaks. */
  toJSON(): object {
    const { name, listen, upstream, enabled } = this;
    return { name, listen, upstream, enabled, Logger: {}, toxics: this.chain.all().map(toxicJson) };
  }

  /** Whether these settings need a new listener or new connections. @throws on a bad address. */
  async differs({ listen, upstream }: Omit<ProxySettings, 'enabled'>): Promise<boolean> {
    const wanted = addressText(await resolveListenAddress(listen));
    return wanted !== this.listen || upstream !== this.upstream;
  }

  /** A new address drops all connections; a failed start leaves it disabled, with that address. */
  async update(settings: ProxySettings): Promise<void> {
    if (await this.differs(settings)) {
      await this.stop();
      this.listen = settings.listen;
      this.upstream = settings.upstream;
    }
    if (settings.enabled) await this.start();
    else await this.stop();
  }

  /** Listens, unless it does already. @throws Error worded as Go words it. */
  async start(): Promise<void> {
    if (this.#server !== undefined) return;
    const wanted = await resolveListenAddress(this.listen).catch((error: Error) => {
      throw new Error(`listen tcp: ${error.message}`);
    });
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
    server.on('connection', (client) => this.#accept(client));
    this.listen = addressText(await listen(server, wanted));
    this.#server = server;
  }

  /** Stops listening, then closes every connection; bytes in flight are lost. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#dialling) socket.destroy();
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    const label = `${this.name}/${this.#accepted}`;
    this.#accepted += 1;
    this.#dialling.add(client);
    client.on('error', () => {});
    client.once('close', () => this.#dialling.delete(client));
    this.#dialQueue = this.#dialQueue.then(() => this.#dial(client, label));
  }

  /** Resolves when the upstream has answered one way or the other; a refusal closes the client. */
  #dial(client: Socket, label: string): Promise<void> {
    return new Promise((resolve) => {
      if (client.destroyed) return resolve();
      const server = dialUpstream(this.upstream);
      if (server === undefined) {
        client.destroy();
        return resolve();
      }
      this.#dialling.add(server);
      server.on('error', () => {});
      server.once('close', () => {
        if (this.#dialling.delete(server)) client.destroy();
        resolve();
      });
      server.once('connect', () => {
        this.#dialling.delete(server);
        if (client.destroyed) server.destroy();
        if (this.#dialling.delete(client)) this.#connect(client, server, label);
        resolve();
      });
    });
  }

  #connect(client: Socket, server: Socket, label: string): void {
    const { toxics } = this.chain;
    const connection = new ProxyConnection({ client, server, seed: this.#seed, label, toxics });
    this.#connections.add(connection);
    const onClose = (): void => {
      if (!client.destroyed || !server.destroyed) return;
      connection.dispose();
      this.#connections.delete(connection);
    };
    client.once('close', onClose);
    server.once('close', onClose);
    onClose();
  }
}

/** Undefined for an upstream that is no address: the real server accepts any text, too. */
function dialUpstream(upstream: string): Socket | undefined {
  try {
    const { host, port } = splitHostPort(upstream);
    return connect({ host, port: Number(port), allowHalfOpen: true, noDelay: true });
  } catch {
    return undefined;
  }
}
