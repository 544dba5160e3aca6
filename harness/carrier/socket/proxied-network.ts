import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { Topology } from '#harness/contract/topology.ts';
import {
  createToxiproxyLinks,
  type ToxiproxyLinks,
  type ToxiproxyLinksOptions,
} from '#harness/link/toxiproxy-links.ts';
import { linksOf, type Link } from '#harness/topology/links-of.ts';
import type { ToxiproxyDriver } from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import { freePort } from './free-port.ts';
import type { Route } from './host-protocol.ts';

export interface ProxiedNetworkOptions extends Omit<ToxiproxyLinksOptions, 'driver'> {
  connect(): Promise<ToxiproxyDriver>;
}

/** Where everything of a run listens, and the proxies between. */
export interface ProxiedNetwork {
  /** @throws HarnessFault before the first topology is known. */
  links(): ToxiproxyLinks;
  /** Makes a proxy for every link that is new. */
  know(topology: Topology): Promise<void>;
  link(id: string): Link;
  /** The ways that a device dials. */
  routesFrom(device: string): readonly Route[];
  route(link: Link): Route;
  /** The loopback port that a node listens on, in all its lives. */
  portOf(node: string): Promise<number>;
  /** Removes every proxy. */
  close(): Promise<void>;
}

/** Nothing is connected to before a topology is known. */
export function createProxiedNetwork(options: ProxiedNetworkOptions): ProxiedNetwork {
  const known = new Map<string, Link>();
  const ports = new Map<string, number>();
  let driver: ToxiproxyDriver | null = null;
  let proxies: ToxiproxyLinks | null = null;

  function links(): ToxiproxyLinks {
    if (proxies === null) throw new HarnessFault('no topology is known yet');
    return proxies;
  }

  async function portOf(node: string): Promise<number> {
    const chosen = ports.get(node);
    if (chosen !== undefined) return chosen;
    const port = await freePort(new Set(ports.values()));
    ports.set(node, port);
    return port;
  }

  function route(link: Link): Route {
    const { id, dialler, listener, template } = link;
    const { connectDelayMs } = link.profile;
    return { link: id, dialler, listener, template, ...links().endpoint(id), connectDelayMs };
  }

  return {
    links,
    portOf,
    route,
    async know(topology) {
      driver ??= await options.connect();
      proxies ??= createToxiproxyLinks({ driver, stir: options.stir, over: options.over });
      const added = linksOf(topology).filter(({ id }) => !known.has(id));
      for (const link of added) {
        known.set(link.id, link);
        await portOf(link.listener);
      }
      await Promise.all(added.map(async (link) => links().add(link, await portOf(link.listener))));
    },
    link(id) {
      const link = known.get(id);
      if (link === undefined) throw new HarnessFault(`link "${id}" does not exist`);
      return link;
    },
    routesFrom: (device) =>
      [...known.values()].filter(({ dialler }) => dialler === device).map(route),
    async close() {
      await driver?.close();
    },
  };
}
