import { UsageError } from '#harness/contract/usage-error.ts';
import { createApiServer } from './server/api-server.ts';
import { addressText } from './server/listen-address.ts';
import { listen } from './server/listen.ts';
import { ProxyCollection } from './server/proxy-collection.ts';

export interface ToxiproxyOptions {
  /** Where the API listens; an IP address, default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Integer 0..2^32-1 that jitter, slices and toxicity are drawn from; default 1. */
  readonly seed?: number;
}

/** A running Toxiproxy server. */
export interface ToxiproxyServer {
  /** Base URL of its HTTP API, without a trailing slash. */
  readonly url: string;
  /** Closes the API, all proxies and their connections. */
  stop(): Promise<void>;
}

/**
 * Starts a server in this process that speaks the HTTP API of Toxiproxy 2.12 and behaves like it;
 * `suite/deliberate-differences.ts` lists where it does not. Its timers share this thread: where
 * the code under test is busy, use `startToxiproxyWorker`.
 * @throws UsageError if it cannot listen there.
 */
export async function startToxiproxy({
  host = '127.0.0.1',
  port = 0,
  seed = 1,
}: ToxiproxyOptions = {}): Promise<ToxiproxyServer> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`Toxiproxy port ${port} is not a port: give an integer from 0 to 65535.`);
  }
  const proxies = new ProxyCollection(seed);
  const server = createApiServer(proxies);
  const address = await listen(server, { host, port }).catch((error: Error) => {
    throw new UsageError(
      `Toxiproxy cannot start: ${error.message}. Give another port, or 0 for any free one.`,
    );
  });
  return {
    url: `http://${addressText(address)}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, proxies.clear()]);
    },
  };
}
