import { randomBytes } from 'node:crypto';
import { Toxiproxy } from 'toxiproxy-node-client';
import { UsageError } from '#harness/contract/usage-error.ts';
import { DrivenProxy } from './driven-proxy.ts';
import { requireToxiproxyVersion } from './require-toxiproxy-version.ts';
import type { ToxicSpec } from './toxic-spec.ts';
import { type ProxyPorts, type ToxiproxyConfig, toxiproxyDefaults } from './toxiproxy-config.ts';
import { toxiproxyName } from './toxiproxy-name.ts';

interface ProxySpec {
  /** Any text; of this driver's proxies only one may have it at a time. */
  readonly name: string;
  readonly upstreamPort: number;
  /** As the server sees it; default the configured upstream host. */
  readonly upstreamHost?: string;
  /** In force from the first connection on. */
  readonly toxics?: readonly ToxicSpec[];
}

/** A connection to a Toxiproxy server, which others may be using at the same time. */
export interface ToxiproxyDriver {
  /** As the server gives it; `git` for a build without one. */
  readonly version: string;
  /** @throws UsageError if no port is free for it. */
  createProxy(spec: ProxySpec): Promise<DrivenProxy>;
  /** Removes every proxy of this driver. */
  close(): Promise<void>;
}

export interface ToxiproxyDriverOptions extends Partial<ToxiproxyConfig> {
  readonly apiUrl: string;
  /** A proxy hung and was made anew, which closed its connections. */
  readonly onRecreate?: (name: string) => void;
}

/**
 * Connects to a Toxiproxy server, real or embedded, through toxiproxy-node-client.
 * @throws UsageError if nothing usable answers there.
 */
export async function connectToxiproxy(options: ToxiproxyDriverOptions): Promise<ToxiproxyDriver> {
  const { onRecreate = () => {}, ...config } = { ...toxiproxyDefaults, ...options };
  const client = new Toxiproxy(config.apiUrl);
  const version = await requireToxiproxyVersion(client, config.requestTimeoutMs);
  // Other processes may share the server: names must not collide with theirs.
  const prefix = `yardstick-${randomBytes(4).toString('hex')}-`;
  const proxies = new Set<DrivenProxy>();

  const create = (spec: ProxySpec, port: number): Promise<DrivenProxy> =>
    DrivenProxy.create({
      client,
      name: prefix + toxiproxyName(spec.name),
      listen: `${config.listenHost}:${port}`,
      upstream: `${spec.upstreamHost ?? config.upstreamHost}:${spec.upstreamPort}`,
      connectHost: config.connectHost,
      requestTimeoutMs: config.requestTimeoutMs,
      toxics: spec.toxics ?? [],
      onRecreate,
      onRemove: (proxy) => proxies.delete(proxy),
    });

  return {
    version,
    async createProxy(spec) {
      const taken = new Set([...proxies].map(({ connectPort }) => connectPort));
      let cause: unknown;
      for (const port of portsOf(config.ports).filter((port) => !taken.has(port))) {
        try {
          const proxy = await create(spec, port);
          proxies.add(proxy);
          return proxy;
        } catch (error) {
          if (!String(error).endsWith('status code 500')) throw error;
          cause = error;
        }
      }
      throw new UsageError(noPort(config), { cause });
    },
    async close() {
      await Promise.all([...proxies].map((proxy) => proxy.remove()));
    },
  };
}

function portsOf(ports: ProxyPorts): number[] {
  if (ports === 'ephemeral') return [0];
  return Array.from({ length: ports.to - ports.from + 1 }, (_, index) => ports.from + index);
}

function noPort({ ports, listenHost }: ToxiproxyConfig): string {
  if (ports === 'ephemeral') {
    return `Toxiproxy cannot listen on ${listenHost}: set TOXIPROXY_LISTEN_HOST to an address that its machine or container has.`;
  }
  return `Toxiproxy has no free port from ${ports.from} to ${ports.to} on ${listenHost}: widen TOXIPROXY_PORT_RANGE, or remove proxies left on the server.`;
}
