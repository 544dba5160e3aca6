import type { CarriedLink } from '#harness/contract/carrier.ts';
import type { Accept } from '#harness/contract/device.ts';
import type {
  ClientSocketClass,
  ConnectionEnd,
  ConnectionInfo,
  LinkControl,
  NetworkObserver,
} from '#harness/contract/network.ts';
import type { FrameKind } from '#harness/contract/schedule.ts';
import type { LinkProfile } from '#harness/contract/topology.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { RandomStream } from '#harness/world/random.ts';
import type { World } from '#harness/world/world.ts';
import type { DeviceLife, Zone } from '#harness/world/zone.ts';
import { createClientSocketClass, type Dialler } from './client-socket.ts';
import { connect } from './connect.ts';
import { createHosts } from './hosts.ts';
import { nameNotFoundMs, upgradeAnswerBytes, upgradeBytes } from './kernel-timings.ts';
import type { LinkState } from './link-state.ts';
import { createMemoryConnection, type MemoryConnection } from './memory-connection.ts';
import { createServerEnd } from './server-connection.ts';

export interface MemoryNetworkOptions {
  readonly world: World;
  readonly observer: NetworkObserver;
  readonly random: RandomStream;
  readonly kindOf: (frame: Uint8Array) => FrameKind;
}

/**
 * All links of one run, in virtual time. A pending event on a link is work of one zone of that link:
 * - a SYN, its answer and the connect time-out: the dialler's
 * - bytes in flight or waiting for bandwidth, a FIN, a reset: the receiver's; the sender's if the
 *   receiving process is dead
 * - bytes that packets cannot carry (until the retransmission after the path is back, or the
 *   kernel's give-up): the sender's; the receiver's if the sending process is dead
 * - the bounds of a close handshake: the end that waits
 */
export interface MemoryNetwork extends LinkControl {
  addLink(id: string, dialler: string, listener: string, profile: LinkProfile): void;
  /** A node's process takes connections; until it dies. */
  listen(life: DeviceLife, accept: Accept): void;
  /** The WebSocket of a device; `resolve` gives the link that a URL stands for. */
  socketClass(life: DeviceLife, resolve: (url: string) => string | undefined): ClientSocketClass;
  /** How many connections of the process its kernel still holds; those of the bus are the simulator's. */
  socketsOf(life: DeviceLife): number;
  /** The process is gone (its life has ended already); its kernel delivers what it had written, then ends its connections. */
  processDied(life: DeviceLife): void;
  /** The machine is off: what had not left is lost, and nothing answers. */
  hostPowerLost(device: string): void;
  /** The machine is on again, and answers to connections it does not know with a reset. */
  hostBack(device: string): void;
  hostAsleep(device: string): void;
  hostAwake(device: string): void;
  /** How soon the link carries everything again, if the path stays up from now. */
  readiness(link: string): CarriedLink;
}

/** A network without links. */
export function createMemoryNetwork({
  world,
  observer,
  random,
  kindOf,
}: MemoryNetworkOptions): MemoryNetwork {
  const links = new Map<string, LinkState>();
  const hostOf = createHosts();
  const connections = new Map<
    MemoryConnection,
    { dialler: DeviceLife; listener: DeviceLife | null }
  >();
  let dialled = 0;

  function linkOf(id: string): LinkState {
    const link = links.get(id);
    if (link === undefined) throw new HarnessFault(`link "${id}" does not exist`);
    return link;
  }

  function linksAt(device: string): LinkState[] {
    return [...links.values()].filter(
      ({ dialler, listener }) => dialler === device || listener === device,
    );
  }

  function pathChanged(link: LinkState): void {
    for (const waiting of link.waiting) waiting.pathChanged();
  }

  function* endsAt(device: string): Iterable<[MemoryConnection, ConnectionEnd]> {
    for (const tcp of connections.keys()) {
      if (tcp.info.dialler === device) yield [tcp, 'dialler'];
      if (tcp.info.listener === device) yield [tcp, 'listener'];
    }
  }

  function resetAll(link: LinkState): void {
    for (const waiting of link.waiting) waiting.reset();
  }

  function diallerFor(life: DeviceLife, link: LinkState, url: string): Dialler {
    const zone = world.zone(life, link.id);
    return {
      world,
      observer,
      zone,
      connect: (handlers, opened, failed) =>
        connect({
          world,
          link,
          zone,
          failed,
          established() {
            const { pathname, search } = new URL(url);
            const info: ConnectionInfo = {
              id: `c${++dialled}`,
              link: link.id,
              dialler: link.dialler,
              listener: link.listener,
              room: roomIn(pathname),
              ...(isBus(pathname, search) && { bus: true }),
            };
            const tcp = createMemoryConnection({
              world,
              link,
              info,
              observer,
              zone,
              kindOf: info.bus === true ? () => 'bus' : kindOf,
              handlers,
              over: () => void connections.delete(tcp),
            });
            connections.set(tcp, { dialler: life, listener: null });
            upgrade(tcp, link, `${pathname}${search}`, opened);
          },
        }),
    };
  }

  /** The listener accepts; frames it sends at once arrive behind the answer, in order. */
  function upgrade(
    tcp: MemoryConnection,
    link: LinkState,
    url: string,
    opened: (tcp: MemoryConnection) => void,
  ): void {
    const { listener } = link.listenerHost;
    if (listener === null) {
      tcp.reset();
      return;
    }
    const zone: Zone = world.zone(listener.life, link.id);
    const server = createServerEnd(world, tcp, zone, observer);
    tcp.attach(zone, server.handlers);
    const lives = connections.get(tcp);
    if (lives !== undefined) lives.listener = listener.life;
    tcp.sendRaw('dialler', upgradeBytes, () => {
      tcp.sendRaw('listener', upgradeAnswerBytes, () => opened(tcp));
      observer.opened(tcp.info, 'listener');
      server.serve(listener.accept(server.connection, { url, headers: {} }, tcp.info));
    });
  }

  function unresolved(life: DeviceLife): Dialler {
    const zone = world.zone(life, '');
    return {
      world,
      observer,
      zone,
      connect(_handlers, _opened, failed) {
        world.schedule(nameNotFoundMs, () => failed('ENOTFOUND'), {
          zone,
          kind: 'work',
          purpose: 'a name look-up',
        });
        return null;
      },
    };
  }

  return {
    addLink(id, dialler, listener, profile) {
      links.set(id, {
        id,
        dialler,
        listener,
        diallerHost: hostOf(dialler),
        listenerHost: hostOf(listener),
        profile,
        cut: null,
        resetAt: null,
        random: random.fork(`link:${id}`),
        waiting: new Set(),
      });
    },
    listen(life, accept) {
      hostOf(life.device).listener = { life, accept };
    },
    socketClass: (life, resolve) =>
      createClientSocketClass((url) => {
        const id = resolve(url);
        return id === undefined ? unresolved(life) : diallerFor(life, linkOf(id), url);
      }),
    socketsOf: (life) =>
      [...connections].filter(
        ([{ info }, { dialler, listener }]) =>
          info.bus !== true && (dialler === life || listener === life),
      ).length,
    processDied(life) {
      const host = hostOf(life.device);
      if (host.listener?.life === life) host.listener = null;
      for (const [tcp, lives] of connections) {
        if (lives.dialler === life) tcp.processDied('dialler');
        if (lives.listener === life) tcp.processDied('listener');
      }
    },
    hostPowerLost(device) {
      const host = hostOf(device);
      host.powered = false;
      host.listener = null;
      for (const [tcp, end] of endsAt(device)) tcp.vanish(end);
      linksAt(device).forEach(pathChanged);
    },
    hostBack(device) {
      hostOf(device).powered = true;
      linksAt(device).forEach(pathChanged);
    },
    hostAsleep(device) {
      hostOf(device).asleepSinceMs ??= world.nowMs();
      linksAt(device).forEach(pathChanged);
    },
    hostAwake(device) {
      const host = hostOf(device);
      if (host.asleepSinceMs === null) return;
      const sleptMs = world.nowMs() - host.asleepSinceMs;
      host.asleepSinceMs = null;
      for (const [tcp, end] of endsAt(device)) tcp.stoodStill(end, sleptMs);
      linksAt(device).forEach(pathChanged);
    },
    async cut(id, kind) {
      const link = linkOf(id);
      link.cut = kind;
      if (kind === 'drop') resetAll(link);
      pathChanged(link);
    },
    async heal(id) {
      const link = linkOf(id);
      link.cut = null;
      // A reset that waits for its frame is a fault too: after the last heal nothing more breaks.
      link.resetAt = null;
      pathChanged(link);
    },
    async reset(id) {
      resetAll(linkOf(id));
    },
    async resetAt(id, frame, count) {
      linkOf(id).resetAt = { frame, count };
    },
    async shape(id, profile) {
      const link = linkOf(id);
      link.profile = { ...link.profile, ...profile };
      pathChanged(link);
    },
    readiness(id) {
      const link = linkOf(id);
      const times = [...link.waiting].map((waiting) => waiting.readyAtMs() ?? 0);
      return {
        profile: link.profile,
        nextAttemptMs: Math.max(0, ...times.map((atMs) => atMs - world.nowMs())),
        halfOpen: [...connections.keys()].some((tcp) => tcp.info.link === id && tcp.isHalfOpen()),
      };
    },
  };
}

/** Servers' way to each other: no room, and a query that says so. */
function isBus(pathname: string, search: string): boolean {
  return pathname.endsWith('/') && search === '?bus';
}

/** The last part of the path, decoded; '' where it cannot be. */
function roomIn(pathname: string): string {
  try {
    return decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
  } catch {
    return '';
  }
}
