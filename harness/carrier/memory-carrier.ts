import type { Carrier } from '#harness/contract/carrier.ts';
import type {
  ClientImplementation,
  Device,
  DeviceStorage,
  Installation,
  ClientContext,
  ClientDevice,
  NodeContext,
  NodeDevice,
  NodeImplementation,
  Replica,
} from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { ResourceCounts, StopCause } from '#harness/contract/history-event.ts';
import { tokenOf, type DeviceSpec, type Topology } from '#harness/contract/topology.ts';
import { frameKind, type Dialect } from '#harness/history/frame-kind.ts';
import type { Journal } from '#harness/history/journal.ts';
import { plainFrame } from '#harness/history/plain-frame.ts';
import { createMemoryNetwork } from '#harness/link/memory-network.ts';
import { linksOf, type Link } from '#harness/topology/links-of.ts';
import { createWorld } from '#harness/world/world.ts';
import type { DeviceLife, Zone } from '#harness/world/zone.ts';
import type { Documents, PostOffice } from './documents.ts';
import { createNetworkJournal } from './network-journal.ts';
import { readingOf } from './reading-of.ts';
import { visitNode } from './visit-node.ts';

export interface MemoryCarrierOptions {
  readonly seed: number;
  readonly node: NodeImplementation;
  readonly client: ClientImplementation;
  readonly dialect: Dialect;
  readonly documents: Documents;
  /** Given the clock, makes the journal that the run writes. */
  createJournal(nowMs: () => number): Journal;
}

type Installed = {
  readonly spec: DeviceSpec;
  readonly storage: DeviceStorage | null;
  incarnation: number;
  authDelayMs: number;
  /** The present life; null while stopped. */
  life: DeviceLife | null;
  running: Device | null;
} & (
  | {
      readonly kind: 'node';
      readonly program: Installation<NodeContext, NodeDevice>;
      node: NodeDevice | null;
    }
  | {
      readonly kind: 'client';
      readonly program: Installation<ClientContext, ClientDevice>;
      client: ClientDevice | null;
    }
);

/** The carrier of virtual time: one world, one network, every device in this process. */
export function createMemoryCarrier(
  options: MemoryCarrierOptions,
): Carrier & { readonly journal: Journal } {
  const world = createWorld(options.seed, uncaught);
  const journal = options.createJournal(world.nowMs);
  const observer = createNetworkJournal(journal, kindOf, (frame) =>
    plainFrame(frame, options.dialect),
  );
  const network = createMemoryNetwork({
    world,
    observer,
    random: world.random.fork('network'),
    kindOf,
  });
  const devices = new Map<string, Installed>();
  const links = new Map<string, Link>();
  const nemesis = world.random.fork('nemesis');

  function kindOf(frame: Uint8Array): ReturnType<typeof frameKind> {
    return frameKind(frame, options.dialect);
  }

  /** Links of a device that a later one extends are found here when it dials. */
  function knowTopology(topology: Topology): void {
    for (const link of linksOf(topology)) {
      if (links.has(link.id)) continue;
      links.set(link.id, link);
      network.addLink(link.id, link.dialler, link.listener, link.profile);
    }
  }

  function installed(name: string): Installed {
    const device = devices.get(name);
    if (device === undefined) throw new HarnessFault(`device "${name}" was never installed`);
    return device;
  }

  function runningNode(name: string): NodeDevice {
    const device = installed(name);
    if (device.kind !== 'node' || device.node === null)
      throw new HarnessFault(`"${name}" is not a running node`);
    return device.node;
  }

  function runningClient(name: string): ClientDevice {
    const device = installed(name);
    if (device.kind !== 'client' || device.client === null) {
      throw new HarnessFault(`"${name}" is not a running client`);
    }
    return device.client;
  }

  function running(name: string): Device {
    const device = installed(name).running;
    if (device === null) throw new HarnessFault(`"${name}" is not running`);
    return device;
  }

  function replicaOf(name: string, room: string): Replica {
    const replica = running(name).replica(room);
    if (replica === undefined) throw new HarnessFault(`"${name}" has not opened room "${room}"`);
    return replica;
  }

  /** What a running device holds. */
  function counts(name: string): ResourceCounts | null {
    const { life, running } = installed(name);
    if (life === null || running === null) return null;
    const replicas = running.replicas();
    return {
      rooms: replicas.length,
      timers: world.timersOf(life),
      sockets: network.socketsOf(life),
      listeners: life.exitListeners.size,
      awarenessMeta: replicas.reduce((sum, replica) => sum + replica.presence().length, 0),
    };
  }

  function post(): PostOffice {
    const { documents } = options;
    if (documents.post === undefined) throw new HarnessFault('nothing hands over updates here');
    return documents.post;
  }

  /** Runs code as the device's own, now, and lets time pass until what it returns is settled. */
  async function act<Result>(name: string, code: () => Result | Promise<Result>): Promise<Result> {
    const { life } = installed(name);
    if (life === null) throw new HarnessFault(`"${name}" is not running`);
    let settled: { readonly value: Result } | { readonly error: unknown } | undefined;
    const run = async (): Promise<void> => {
      try {
        settled = { value: await code() };
      } catch (error) {
        settled = { error };
      }
    };
    world.schedule(0, () => void run(), {
      zone: world.zone(life, ''),
      kind: 'script',
      purpose: 'step',
    });
    await world.run(() => settled !== undefined);
    if (settled === undefined) throw new HarnessFault(`a step on "${name}" never finished`);
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  /** Tells a device to do something; what it throws is its own uncaught exception, and no fault of ours. */
  async function tell(name: string, code: () => void | Promise<void>): Promise<void> {
    const { life } = installed(name);
    await act(name, async () => {
      try {
        await code();
      } catch (error) {
        if (life === null || error instanceof HarnessFault) throw error;
        uncaught(life, error);
      }
    });
  }

  /** Does something that is no device's doing, now, by the world's clock. */
  async function asTheWorld(code: () => void): Promise<void> {
    let done = false;
    world.schedule(
      0,
      () => {
        code();
        done = true;
      },
      { zone: null, kind: 'script', purpose: 'step' },
    );
    await world.run(() => done);
  }

  function startNow(device: Installed): void {
    const { spec } = device;
    const life = world.bear(spec.name);
    life.globals = device.storage?.globals ?? {};
    if (device.kind === 'node') life.keepAliveMs = options.node.keepAliveMs ?? [];
    device.life = life;
    device.incarnation++;
    const recorder = journal.recorder(spec.name);
    const implementation = spec.kind === 'node' ? options.node : options.client;
    recorder.record({
      kind: 'start',
      incarnation: device.incarnation,
      spec: { ...spec },
      ...(implementation.awareness === 'facade' ? { awareness: 'facade' as const } : {}),
    });
    const dialled = [...links.values()].filter(({ dialler }) => dialler === spec.name);
    const context = {
      incarnation: device.incarnation,
      recorder,
      dials: dialled.map(({ id, template }) => ({ link: id, template })),
      socketClass: network.socketClass(life, (url) => {
        const link = [...links.values()].find(
          ({ dialler, template }) =>
            dialler === spec.name && url.startsWith(template.slice(0, -'{id}'.length)),
        );
        return link?.id;
      }),
      token: tokenOf(spec),
      connectionOf: observer.connectionOf,
    };
    if (device.kind === 'node') {
      const node = device.program.start({
        ...context,
        spec: spec as NodeContext['spec'],
        authDelayMs: () => device.authDelayMs,
      });
      network.listen(life, node.accept);
      device.node = node;
      device.running = node;
    } else {
      device.client = device.program.start({ ...context, spec: spec as ClientContext['spec'] });
      device.running = device.client;
    }
  }

  function stopped(device: Installed, cause: StopCause): void {
    const { life } = device;
    if (life === null) return;
    journal
      .recorder(device.spec.name)
      .record({ kind: 'stop', cause, incarnation: device.incarnation });
    world.kill(life);
    if (cause === 'power-loss') network.hostPowerLost(device.spec.name);
    else network.processDied(life);
    device.life = null;
    if (cause !== 'close') device.running?.died(cause);
    device.storage?.processDied();
    if (cause === 'power-loss') device.storage?.powerLost(nemesis);
    device.running = null;
    if (device.kind === 'node') device.node = null;
    else device.client = null;
  }

  /** An exception that nobody caught ends a Node process; a tab only logs it. */
  function uncaught(life: DeviceLife, error: unknown): void {
    const device = installed(life.device);
    journal.recorder(life.device).record({
      kind: 'exception',
      where: device.spec.kind,
      error: error instanceof Error ? error.name : typeof error,
    });
    if (device.spec.kind === 'node' && device.life === life) stopped(device, 'exception');
  }

  return {
    via: 'memory',
    unsupported: (wanted) =>
      'do' in wanted || wanted.kind === 'node' ? (options.node.lacks?.(wanted) ?? null) : null,
    unjudged: () => null,
    journal,
    links: network,
    nowMs: world.nowMs,
    async install(spec, topology) {
      knowTopology(topology);
      const common = { spec, incarnation: 0, authDelayMs: 0, life: null, running: null };
      if (spec.kind === 'node') {
        const program = options.node.install(spec);
        devices.set(spec.name, {
          ...common,
          kind: 'node',
          program,
          storage: program.storage,
          node: null,
        });
      } else {
        const program = options.client.install(spec);
        devices.set(spec.name, {
          ...common,
          kind: 'client',
          program,
          storage: program.storage,
          client: null,
        });
      }
    },
    dial: (name, id) =>
      tell(name, () => {
        const link = links.get(id);
        if (link !== undefined) running(name).dial({ link: id, template: link.template });
      }),
    async start(name) {
      const device = installed(name);
      if (device.life !== null) throw new HarnessFault(`"${name}" is running already`);
      network.hostBack(name);
      network.hostAwake(name);
      await asTheWorld(() => startNow(device));
      const baseline = device.kind === 'node' ? counts(name) : null;
      if (baseline !== null)
        journal.recorder(name).record({ kind: 'counts', counts: baseline, moment: 'baseline' });
    },
    async stop(name, cause) {
      const device = installed(name);
      if (cause === 'close') await tell(name, () => running(name).close());
      await asTheWorld(() => stopped(device, cause));
    },
    isRunning: (name) => (devices.get(name)?.life ?? null) !== null,
    join: (name, room) => tell(name, () => runningClient(name).join(room)),
    leave: (name, room) => tell(name, () => runningClient(name).leave(room)),
    evict: (name, room) => tell(name, () => void runningNode(name).evict(room)),
    offline: (name) => tell(name, () => running(name).offline()),
    online: (name) => tell(name, () => running(name).online()),
    edit: (name, room, request) =>
      act(name, () =>
        options.documents.edit(replicaOf(name, room), request, journal.recorder(name)),
      ),
    deliver: (room, delivery) =>
      act(delivery.device, () =>
        post().deliver(
          delivery,
          (name) => devices.get(name)?.running?.replica(room),
          journal.recorder,
        ),
      ),
    groups: (room) => options.documents.post?.groups(room) ?? null,
    async write(name, room, writer) {
      options.documents.loadWriting(writer.trace);
      await act(name, () =>
        options.documents.write(replicaOf(name, room), writer, journal.recorder(name)),
      );
    },
    setPresence: (name, room, state) =>
      tell(name, () => running(name).replica(room)?.setPresence(state)),
    askAcknowledgement: (name, room) =>
      tell(name, () => running(name).replica(room)?.askAcknowledgement()),
    async sleep(name) {
      const { life } = installed(name);
      if (life === null) return;
      network.hostAsleep(name);
      world.sleep(life);
    },
    async wake(name) {
      const { life } = installed(name);
      if (life === null) return;
      world.wake(life);
      network.hostAwake(name);
    },
    async jumpClock(name, jumpMs) {
      const { life } = installed(name);
      if (life !== null) life.clockOffsetMs += jumpMs;
    },
    async delayAuthentication(name, delayMs) {
      installed(name).authDelayMs = delayMs;
    },
    async intrude(name, visit) {
      const node = runningNode(name);
      const { life } = installed(name);
      if (life !== null) visitNode({ world, node, zone: world.zone(life, ''), visit });
    },
    async faultStorage(name, fault) {
      const { storage } = installed(name);
      if (fault.kind === 'fail-next') storage?.failNext(fault.count);
      else if (fault.kind === 'delay') storage?.setDelay(fault.delayMs);
      else storage?.destroyed();
    },
    readiness: (link) => ({
      ...network.readiness(link),
      ...(devices.get(links.get(link)?.dialler ?? '')?.kind === 'client' && {
        reconnects: options.client.reconnects,
      }),
    }),
    counts,
    roomsOf: (name) =>
      installed(name)
        .running?.replicas()
        .map(({ room }) => room) ?? [],
    isStored: (name, room) => installed(name).running?.replica(room)?.stored() ?? false,
    holds(name, room, structs) {
      const replica = installed(name).running?.replica(room);
      return replica !== undefined && options.documents.holds(replica, structs);
    },
    async read(name, room, roots) {
      const replica = installed(name).running?.replica(room);
      return replica === undefined
        ? null
        : act(name, () => readingOf(replica, replica.read(roots), world.nowMs()));
    },
    async coldStart(name, room, roots) {
      const replica = installed(name).running?.replica(room);
      if (replica === undefined) return null;
      const state = await act(name, () => replica.coldStart(roots));
      return state === null ? null : readingOf(replica, state, world.nowMs());
    },
    async until(met, deadlineMs) {
      let due = false;
      const alarm = world.schedule(
        deadlineMs - world.nowMs(),
        () => {
          due = true;
        },
        { zone: null, kind: 'script', purpose: 'deadline' },
      );
      let wasMet = met();
      await world.run(() => due || (wasMet ||= met()));
      world.cancel(alarm);
      return wasMet;
    },
    work(names, isIdle) {
      const busy = new Set<Zone>();
      for (const zone of world.zones()) {
        if (
          zone.work > 0 &&
          names.has(zone.life.device) &&
          !(zone.link !== '' && isIdle(zone.link))
        )
          busy.add(zone);
      }
      if (busy.size === 0) return null;
      const first = world.firstWork(busy);
      const [zone] = busy;
      const device = (first?.zone ?? zone)?.life.device ?? '';
      const link = (first?.zone ?? zone)?.link ?? '';
      return `${first?.purpose ?? 'work'} of ${device}${link === '' ? '' : ` on ${link}`} is due at ${((first?.atMs ?? 0) / 1000).toFixed(3)} s`;
    },
    async close() {
      for (const device of devices.values()) {
        if (device.life !== null) world.kill(device.life);
        device.running?.died('kill');
        device.life = null;
      }
    },
  };
}
