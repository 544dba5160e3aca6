import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { LinkControl } from '#harness/contract/network.ts';
import type { CutKind } from '#harness/contract/schedule.ts';
import type { LinkProfile } from '#harness/contract/topology.ts';
import type { Link } from '#harness/topology/links-of.ts';
import type { ToxiproxyDriver } from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import type { DrivenProxy } from '#harness/toxiproxy/driver/driven-proxy.ts';
import {
  blackhole,
  drop,
  reset,
  setBandwidth,
  setLatency,
  type Heal,
} from '#harness/toxiproxy/driver/link-faults.ts';

/** One link as a proxy carries it. */
interface ProxiedLink {
  readonly proxy: DrivenProxy;
  profile: LinkProfile;
  cut: { readonly kind: CutKind; readonly heal: Heal } | null;
  /** Held because one of its devices sleeps. */
  readonly sleepers: Map<string, Heal>;
  unlimited: Heal | null;
}

export interface ToxiproxyLinksOptions {
  readonly driver: ToxiproxyDriver;
  /** Puts a byte on every connection of the link, in either direction. */
  stir(link: string): Promise<void>;
  /** Resolves when the link's connections have ended, or were waited for long enough. */
  over(link: string): Promise<void>;
}

/** The links of a run on real sockets: a proxy each. */
export interface ToxiproxyLinks extends LinkControl {
  /** Makes the link's proxy, to whatever listens on the port. */
  add(link: Link, upstreamPort: number): Promise<void>;
  /** Where diallers reach the link. */
  endpoint(link: string): { readonly host: string; readonly port: number };
  profile(link: string): LinkProfile;
  /** Nothing passes on any link of a device that sleeps. */
  asleep(device: string): Promise<void>;
  awake(device: string): Promise<void>;
}

/** No link at first. */
export function createToxiproxyLinks(options: ToxiproxyLinksOptions): ToxiproxyLinks {
  const links = new Map<string, ProxiedLink>();

  function linkOf(id: string): ProxiedLink {
    const link = links.get(id);
    if (link === undefined) throw new HarnessFault(`link "${id}" does not exist`);
    return link;
  }

  async function heal(link: ProxiedLink): Promise<void> {
    const { cut } = link;
    link.cut = null;
    await cut?.heal();
  }

  return {
    async add({ id, profile }, upstreamPort) {
      const proxy = await options.driver.createProxy({ name: id, upstreamPort });
      const link: ProxiedLink = { proxy, profile, cut: null, sleepers: new Map(), unlimited: null };
      links.set(id, link);
      await applyDelay(link);
      await applyLimit(link);
    },
    endpoint(id) {
      const { proxy } = linkOf(id);
      return { host: proxy.connectHost, port: proxy.connectPort };
    },
    profile: (id) => linkOf(id).profile,
    async cut(id, kind) {
      const link = linkOf(id);
      await heal(link);
      if (kind === 'refuse') throw new HarnessFault('a proxy cannot refuse new dials alone');
      // The open direction of a one-way cut stalls as soon as TCP lacks its answers: black both ways comes next to that.
      const undo = kind === 'drop' ? await drop(link.proxy) : await blackhole(link.proxy);
      link.cut = { kind, heal: undo };
    },
    heal: (id) => heal(linkOf(id)),
    async reset(id) {
      // A proxy resets a connection at its next byte.
      const undo = await reset(linkOf(id).proxy);
      await options.stir(id);
      await options.over(id);
      await undo();
    },
    resetAt: () => Promise.reject(new HarnessFault('a proxy does not read frames')),
    async shape(id, change) {
      const link = linkOf(id);
      const before = link.profile;
      link.profile = { ...before, ...change };
      const { latencyMs, jitterMs, bytesPerSecond } = link.profile;
      if (latencyMs !== before.latencyMs || jitterMs !== before.jitterMs) await applyDelay(link);
      if (bytesPerSecond !== before.bytesPerSecond) await applyLimit(link);
    },
    async asleep(device) {
      for (const [id, link] of links) {
        if (!id.split('->').includes(device) || link.sleepers.has(device)) continue;
        link.sleepers.set(device, await blackhole(link.proxy));
      }
    },
    async awake(device) {
      for (const { sleepers } of links.values()) {
        const undo = sleepers.get(device);
        sleepers.delete(device);
        await undo?.();
      }
    },
  };
}

/** Toxics count in whole milliseconds: less than half a one is none. */
async function applyDelay({ proxy, profile }: ProxiedLink): Promise<void> {
  const latencyMs = Math.round(profile.latencyMs);
  const jitterMs = Math.round(profile.jitterMs);
  if (latencyMs > 0 || jitterMs > 0 || proxy.toxics.has('latency-upstream')) {
    await setLatency(proxy, { latencyMs, jitterMs: Math.min(jitterMs, latencyMs) });
  }
}

/** Toxics count in whole kB/s. */
async function applyLimit(link: ProxiedLink): Promise<void> {
  const { bytesPerSecond } = link.profile;
  if (bytesPerSecond === undefined) {
    await link.unlimited?.();
    link.unlimited = null;
    return;
  }
  link.unlimited = await setBandwidth(link.proxy, Math.max(1, Math.round(bytesPerSecond / 1_000)));
}
