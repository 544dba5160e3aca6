import { UsageError } from '#harness/contract/usage-error.ts';

/** Ports that proxies listen on: any free one, or those of a range that a container publishes. */
export type ProxyPorts = 'ephemeral' | { readonly from: number; readonly to: number };

/** Where a Toxiproxy server is and how addresses look from either side of it. */
export interface ToxiproxyConfig {
  /** Base URL of its HTTP API. `TOXIPROXY_URL` */
  readonly apiUrl: string;
  /** Address its proxies bind, as the server sees it. `TOXIPROXY_LISTEN_HOST` */
  readonly listenHost: string;
  /** `TOXIPROXY_PORT_RANGE`, such as `21000-21063`. */
  readonly ports: ProxyPorts;
  /** How the server reaches what runs on this machine. `TOXIPROXY_UPSTREAM_HOST` */
  readonly upstreamHost: string;
  /** How this process reaches the proxies. `TOXIPROXY_CONNECT_HOST` */
  readonly connectHost: string;
  /**
   * Bound on each request. Below 5 s on purpose: a real server that cannot pass on what a removed
   * toxic held drops those bytes after 5 s and leaves the connection alive.
   */
  readonly requestTimeoutMs: number;
}

/** For a server on this machine, or in a container that shares its network. */
export const toxiproxyDefaults: Omit<ToxiproxyConfig, 'apiUrl'> = {
  listenHost: '127.0.0.1',
  ports: 'ephemeral',
  upstreamHost: '127.0.0.1',
  connectHost: '127.0.0.1',
  requestTimeoutMs: 4000,
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the environment says of a Toxiproxy server; only what it sets.
 * @throws UsageError naming the variable, its value and what it should look like.
 */
export function readToxiproxyConfig(env: Environment): Partial<ToxiproxyConfig> {
  const url = env['TOXIPROXY_URL'];
  const range = env['TOXIPROXY_PORT_RANGE'];
  const hosts = {
    listenHost: env['TOXIPROXY_LISTEN_HOST'],
    upstreamHost: env['TOXIPROXY_UPSTREAM_HOST'],
    connectHost: env['TOXIPROXY_CONNECT_HOST'],
  };
  return {
    ...(url ? { apiUrl: parseApiUrl(url) } : {}),
    ...(range ? { ports: parsePortRange(range) } : {}),
    ...Object.fromEntries(Object.entries(hosts).filter(([, host]) => host)),
  };
}

function parseApiUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new UsageError(
      `TOXIPROXY_URL is "${text}", which is no http URL: give one such as http://127.0.0.1:8474.`,
    );
  }
  return text.replace(/\/+$/, '');
}

function parsePortRange(text: string): ProxyPorts {
  if (text === 'ephemeral') return text;
  const [, from, to] = (/^(\d+)-(\d+)$/.exec(text) ?? []).map(Number);
  if (from === undefined || to === undefined || from < 1 || from > to || to > 65_535) {
    throw new UsageError(
      `TOXIPROXY_PORT_RANGE is "${text}": give FIRST-LAST such as 21000-21063, or "ephemeral".`,
    );
  }
  return { from, to };
}
