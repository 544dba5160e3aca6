import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Carrier } from '#harness/contract/carrier.ts';
import type { ClientImplementation } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { HistoryEvent, StopCause } from '#harness/contract/history-event.ts';
import type { DeviceSpec } from '#harness/contract/topology.ts';
import { frameKind, type Dialect } from '#harness/history/frame-kind.ts';
import type { Journal } from '#harness/history/journal.ts';
import type { ToxiproxyDriver } from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import type { Documents } from './documents.ts';
import { createNetworkJournal } from './network-journal.ts';
import { createClientInProcess } from './socket/client-in-process.ts';
import { intrude } from './socket/intrude.ts';
import { createNodeInChild } from './socket/node-in-child.ts';
import { createProxiedNetwork } from './socket/proxied-network.ts';
import { createSharedClock, monotonicNs } from './socket/shared-clock.ts';
import type { SocketDevice } from './socket/socket-device.ts';
import { createSocketJournal } from './socket/socket-journal.ts';
import { createTraffic } from './socket/traffic.ts';
import { unsupportedOnSockets } from './socket/unsupported-on-sockets.ts';
import { createWaiter } from './socket/waiter.ts';

/** No frame for so long, and a link counts as quiet. */
const silenceMs = 300;
/** How long a reset waits for its connections to end, milliseconds. */
const resetWithinMs = 2_000;
/** What kernel and scheduler may add to a reconnection, milliseconds: nothing models them. */
const reconnectAllowanceMs = 10_000;

export interface SocketCarrierOptions {
  /** A driver for this run alone, of a Toxiproxy server that outlives it; asked for when it is needed. */
  toxiproxy(): Promise<ToxiproxyDriver>;
  /** What the node processes promise of presence. */
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
  const { stir, until } = createWaiter(nowMs);
  const journal = createSocketJournal(nowMs, (event) => {
    traffic.saw(event);
    options.saw(event);
    stir();
  });
  const observer = createNetworkJournal(journal, (frame) => frameKind(frame, options.dialect));
  const devices = new Map<string, Installed>();
  const strangers: (() => void)[] = [];
  const network = createProxiedNetwork({
    connect: options.toxiproxy,
    stir: (link) => deviceOf(network.link(link).dialler).stir(link),
    async over(link) {
      await until(() => !traffic.hasConnection(link), nowMs() + resetWithinMs);
    },
  });
  let folder: string | null = null;

  function installed(name: string): Installed {
    const device = devices.get(name);
    if (device === undefined) throw new HarnessFault(`device "${name}" was never installed`);
    return device;
  }

  function deviceOf(name: string): SocketDevice {
    return installed(name).device;
  }

  async function createDevice(spec: DeviceSpec): Promise<SocketDevice> {
    const { documents, dialect } = options;
    if (spec.kind === 'client') {
      const recorder = journal.recorder(spec.name);
      const implementation = options.client;
      return createClientInProcess({ spec, implementation, documents, recorder, nowMs, observer });
    }
    folder ??= await mkdtemp(join(tmpdir(), `yardstick-run-${process.pid}-`));
    return createNodeInChild({
      spec,
      entry: options.nodeEntry,
      port: await network.portOf(spec.name),
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

  return {
    via: 'toxiproxy',
    journal,
    links: {
      cut: (link, kind) => network.links().cut(link, kind),
      heal: (link) => network.links().heal(link),
      reset: (link) => network.links().reset(link),
      resetAt: (link, frame, count) => network.links().resetAt(link, frame, count),
      shape: (link, profile) => network.links().shape(link, profile),
    },
    unsupported: unsupportedOnSockets,
    nowMs,
    async install(spec, topology) {
      await network.know(topology);
      const device = await createDevice(spec);
      devices.set(spec.name, { device, incarnation: 0 });
      // Processes load their modules side by side; `start` waits for them.
      void device.prepare().catch(() => undefined);
    },
    async dial(name, id) {
      await deviceOf(name).dial(network.route(network.link(id)));
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
      await network.links().awake(name);
      await known.device.start(known.incarnation, network.routesFrom(name));
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
    deliver: () => Promise.reject(new HarnessFault('nothing can be handed over on sockets')),
    groups: () => null,
    write: (name, room, writer) => deviceOf(name).write(room, writer),
    setPresence: (name, room, state) => deviceOf(name).setPresence(room, state),
    async sleep(name) {
      await network.links().asleep(name);
      deviceOf(name).sleep();
    },
    async wake(name) {
      deviceOf(name).wake();
      await network.links().awake(name);
    },
    jumpClock: (name, jumpMs) => deviceOf(name).jumpClock(jumpMs),
    delayAuthentication: (name, delayMs) => deviceOf(name).delayAuthentication(delayMs),
    faultStorage: (name, fault) => deviceOf(name).faultStorage(fault),
    async intrude(name, visit) {
      strangers.push(intrude(await network.portOf(name), visit));
    },
    readiness: (id) => ({
      profile: network.links().profile(id),
      nextAttemptMs: reconnectAllowanceMs,
      halfOpen: traffic.isHalfOpen(id),
    }),
    counts: () => null,
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
      for (const leave of strangers) leave();
      await Promise.all([...devices.values()].map(({ device }) => device.destroy()));
      await network.close();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}
