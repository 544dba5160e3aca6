import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Carrier } from '#harness/contract/carrier.ts';
import type { ClientImplementation } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { HistoryEvent, StopCause } from '#harness/contract/history-event.ts';
import type { DeviceSpec, Topology } from '#harness/contract/topology.ts';
import { frameKind, type Dialect } from '#harness/history/frame-kind.ts';
import type { Journal } from '#harness/history/journal.ts';
import { createToxiproxyLinks, type ToxiproxyLinks } from '#harness/link/toxiproxy-links.ts';
import { linksOf, type Link } from '#harness/topology/links-of.ts';
import type { ToxiproxyDriver } from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import { real } from '#harness/world/real.ts';
import { currentLife } from '#harness/world/real-life.ts';
import type { Documents } from './documents.ts';
import { createNetworkJournal } from './network-journal.ts';
import { createClientInProcess } from './socket/client-in-process.ts';
import { freePort } from './socket/free-port.ts';
import { intrude } from './socket/intrude.ts';
import type { Route } from './socket/host-protocol.ts';
import { createNodeInChild } from './socket/node-in-child.ts';
import { createSharedClock, monotonicNs } from './socket/shared-clock.ts';
import type { SocketDevice } from './socket/socket-device.ts';
import { createSocketJournal } from './socket/socket-journal.ts';
import { createTraffic } from './socket/traffic.ts';
import { unsupportedOnSockets } from './socket/unsupported-on-sockets.ts';

/** No frame for so long, and a link counts as quiet. */
const silenceMs = 300;
/** How often a condition is asked though nothing was journalled, milliseconds. */
const askEveryMs = 25;
/** How long a reset waits for its connections to end, milliseconds. */
const resetWithinMs = 2_000;
/** What a busy machine may add to everything, milliseconds: allowed before a rule of time is broken. */
const allowanceMs = 10_000;

export interface SocketCarrierOptions {
  /** A connection to a Toxiproxy server that outlives the run; asked for once, when it is needed. */
  toxiproxy(): Promise<ToxiproxyDriver>;
  /** Name and promise of what the node processes run. */
  readonly node: { readonly awareness: 'facade' | 'plain' };
  /** The module that a node's process runs; it must call `hostNode`. */
  readonly nodeEntry: URL;
  readonly client: ClientImplementation;
  readonly dialect: Dialect;
  readonly documents: Documents;
  /** Told of every event as it is journalled. */
  saw(event: HistoryEvent): void;
}

interface Installed {
  readonly device: SocketDevice;
  incarnation: number;
}

/**
 * The carrier of real time: each node a process of its own with a data folder, each client in this
 * process, a Toxiproxy proxy on every link. The run's clock starts with the first device.
 */
export function createSocketCarrier(
  options: SocketCarrierOptions,
): Carrier & { readonly journal: Journal } {
  let originNs: bigint | null = null;
  const nowMs = (): number => (originNs === null ? 0 : createSharedClock(originNs)());
  const traffic = createTraffic(silenceMs);
  const waiting = new Set<() => void>();
  const journal = createSocketJournal(nowMs, (event) => {
    traffic.saw(event);
    options.saw(event);
    for (const ask of waiting) ask();
  });
  const observer = createNetworkJournal(journal, (frame) => frameKind(frame, options.dialect));
  const devices = new Map<string, Installed>();
  const links = new Map<string, Link>();
  const ports = new Map<string, number>();
  const strangers: (() => void)[] = [];
  let proxies: ToxiproxyLinks | null = null;
  let folder: string | null = null;

  function installed(name: string): Installed {
    const device = devices.get(name);
    if (device === undefined) throw new HarnessFault(`device "${name}" was never installed`);
    return device;
  }

  const deviceOf = (name: string): SocketDevice => installed(name).device;

  function proxied(): ToxiproxyLinks {
    if (proxies === null) throw new HarnessFault('no device was installed yet');
    return proxies;
  }

  async function portOf(node: string): Promise<number> {
    const known = ports.get(node);
    if (known !== undefined) return known;
    const port = await freePort(new Set(ports.values()));
    ports.set(node, port);
    return port;
  }

  async function knowTopology(topology: Topology): Promise<void> {
    proxies ??= createToxiproxyLinks({
      driver: await options.toxiproxy(),
      stir: (link) => deviceOf(links.get(link)?.dialler ?? '').stir(link),
      async over(link) {
        await until(() => !traffic.hasConnection(link), nowMs() + resetWithinMs);
      },
    });
    for (const link of linksOf(topology)) {
      if (links.has(link.id)) continue;
      links.set(link.id, link);
      await proxies.add(link, await portOf(link.listener));
    }
  }

  function routeOf({ id, dialler, listener, template, profile }: Link): Route {
    const endpoint = proxied().endpoint(id);
    return {
      link: id,
      dialler,
      listener,
      template,
      ...endpoint,
      connectDelayMs: profile.connectDelayMs,
    };
  }

  async function createDevice(spec: DeviceSpec): Promise<SocketDevice> {
    const { documents, dialect } = options;
    if (spec.kind === 'client') {
      const recorder = journal.recorder(spec.name);
      const implementation = options.client;
      return createClientInProcess({ spec, implementation, documents, recorder, nowMs, observer });
    }
    folder ??= await mkdtemp(join(tmpdir(), 'yardstick-'));
    return createNodeInChild({
      spec,
      entry: options.nodeEntry,
      port: await portOf(spec.name),
      dataFolder: join(folder, `node-${devices.size}`),
      originNs: () => originNs ?? monotonicNs(),
      dialect,
      documents,
      journal,
      died: () => recordStop(spec.name, 'exception'),
    });
  }

  function recordStop(name: string, cause: StopCause): void {
    const { incarnation } = installed(name);
    journal.recorder(name).record({ kind: 'stop', cause, incarnation });
  }

  /** Promises of clients' code that reject: a tab only logs them. */
  const rejected = (error: unknown): void => {
    const life = currentLife();
    if (life === null) throw error;
    life.uncaught(error);
  };
  process.on('unhandledRejection', rejected);

  async function until(met: () => boolean, deadlineMs: number): Promise<boolean> {
    let asking: ReturnType<typeof real.setImmediate> | null = null;
    let timer: ReturnType<typeof real.setTimeout> | undefined;
    let stop = (): void => undefined;
    try {
      return await new Promise<boolean>((resolve, reject) => {
        const ask = (): void => {
          asking = null;
          real.clearTimeout(timer);
          try {
            if (met()) return resolve(true);
          } catch (error) {
            return reject(error);
          }
          const leftMs = deadlineMs - nowMs();
          if (leftMs <= 0) return resolve(false);
          timer = real.setTimeout(ask, Math.min(askEveryMs, leftMs));
        };
        const soon = (): void => void (asking ??= real.setImmediate(ask));
        waiting.add(soon);
        stop = () => waiting.delete(soon);
        ask();
      });
    } finally {
      stop();
      real.clearTimeout(timer);
      if (asking !== null) real.clearImmediate(asking);
    }
  }

  return {
    via: 'toxiproxy',
    journal,
    links: {
      cut: (link, kind) => proxied().cut(link, kind),
      heal: (link) => proxied().heal(link),
      reset: (link) => proxied().reset(link),
      resetAt: (link, frame, count) => proxied().resetAt(link, frame, count),
      shape: (link, profile) => proxied().shape(link, profile),
    },
    unsupported: unsupportedOnSockets,
    nowMs,
    async install(spec, topology) {
      await knowTopology(topology);
      const device = await createDevice(spec);
      devices.set(spec.name, { device, incarnation: 0 });
      // Processes load their modules side by side; `start` waits for them.
      void device.prepare().catch(() => undefined);
    },
    async dial(name, id) {
      const link = links.get(id);
      if (link !== undefined) await deviceOf(name).dial(routeOf(link));
    },
    async start(name) {
      const known = installed(name);
      if (known.device.isRunning()) throw new HarnessFault(`"${name}" is running already`);
      const idle = [...devices.values()].filter(({ device }) => !device.isRunning());
      // The clock does not run while the processes of the topology load.
      if (originNs === null) await Promise.all(idle.map(({ device }) => device.prepare()));
      else await known.device.prepare();
      originNs ??= monotonicNs();
      const { spec } = known.device;
      known.incarnation++;
      const implementation = spec.kind === 'node' ? options.node : options.client;
      journal.recorder(name).record({
        kind: 'start',
        incarnation: known.incarnation,
        spec: { ...spec },
        ...(implementation.awareness === 'facade' ? { awareness: 'facade' as const } : {}),
      });
      const dialled = [...links.values()].filter(({ dialler }) => dialler === name);
      await proxied().awake(name);
      await known.device.start(known.incarnation, dialled.map(routeOf));
    },
    async stop(name, cause) {
      if (!deviceOf(name).isRunning()) return;
      if (cause === 'power-loss') throw new HarnessFault('power loss cannot be had on sockets');
      await deviceOf(name).stop(cause);
      recordStop(name, cause);
    },
    isRunning: (name) => devices.get(name)?.device.isRunning() ?? false,
    join: (name, room) => deviceOf(name).join(room),
    leave: (name, room) => deviceOf(name).leave(room),
    evict: (name, room) => deviceOf(name).evict(room),
    offline: (name) => deviceOf(name).offline(),
    online: (name) => deviceOf(name).online(),
    edit: (name, room, request) => deviceOf(name).edit(room, request),
    write: (name, room, writer) => deviceOf(name).write(room, writer),
    setPresence: (name, room, state) => deviceOf(name).setPresence(room, state),
    async sleep(name) {
      await proxied().asleep(name);
      deviceOf(name).sleep();
    },
    async wake(name) {
      deviceOf(name).wake();
      await proxied().awake(name);
    },
    jumpClock: (name, jumpMs) => deviceOf(name).jumpClock(jumpMs),
    delayAuthentication: (name, delayMs) => deviceOf(name).delayAuthentication(delayMs),
    faultStorage: (name, fault) => deviceOf(name).faultStorage(fault),
    async intrude(name, visit) {
      strangers.push(intrude(await portOf(name), visit));
    },
    readiness: (id) => ({
      profile: proxied().profile(id),
      nextAttemptMs: allowanceMs,
      halfOpen: traffic.isHalfOpen(id),
    }),
    roomsOf: (name) => deviceOf(name).roomsOf(),
    isStored: (name, room) => deviceOf(name).isStored(room),
    holds: (name, room, structs) => deviceOf(name).holds(room, structs),
    read: (name, room, roots) => deviceOf(name).read(room, roots),
    coldStart: (name, room, roots) => deviceOf(name).coldStart(room, roots),
    until,
    work(names, isIdle) {
      for (const name of names) {
        const device = devices.get(name)?.device;
        const unstored = device?.roomsOf().find((room) => !device.isStored(room));
        if (unstored !== undefined) return `${name} is storing room "${unstored}"`;
      }
      return traffic.work(names, isIdle, nowMs());
    },
    async close() {
      process.off('unhandledRejection', rejected);
      for (const leave of strangers) leave();
      await Promise.all([...devices.values()].map(({ device }) => device.destroy()));
      await proxies?.close();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}
