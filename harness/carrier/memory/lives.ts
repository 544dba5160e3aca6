import type { ClientImplementation, NodeImplementation } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { ResourceCounts, StopCause } from '#harness/contract/history-event.ts';
import { tokenOf } from '#harness/contract/topology.ts';
import type { Journal } from '#harness/history/journal.ts';
import type { MemoryNetwork } from '#harness/link/memory-network.ts';
import type { Link } from '#harness/topology/links-of.ts';
import type { RandomStream } from '#harness/world/random.ts';
import type { World } from '#harness/world/world.ts';
import type { DeviceLife } from '#harness/world/zone.ts';
import type { NetworkJournal } from '../network-journal.ts';
import type { Devices, Installed } from './devices.ts';

export interface LivesOptions {
  readonly node: NodeImplementation;
  readonly client: ClientImplementation;
  readonly world: World;
  readonly network: MemoryNetwork;
  readonly journal: Journal;
  readonly observer: NetworkJournal;
  readonly devices: Devices;
  readonly links: ReadonlyMap<string, Link>;
  /** What of a disk a power cut takes is drawn from it. */
  readonly nemesis: RandomStream;
}

/** Begins and ends the lives of devices. */
export interface Lives {
  /** Starts a stopped device, in a life of its own. */
  startNow(device: Installed): void;
  /** Ends what a device's process, or with `power-loss` its host, held; nothing where it does not run. */
  stopped(device: Installed, cause: StopCause): void;
  /** An exception that nobody caught ends a Node process; a tab only logs it. */
  uncaught(life: DeviceLife, error: unknown): void;
  /** What a running device holds; null for one that does not run. */
  counts(name: string): ResourceCounts | null;
}

/** Nobody lives yet. */
export function createLives(options: LivesOptions): Lives {
  const { world, network, journal, observer, devices, links, nemesis } = options;

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
      const { program, spec } = device;
      const node = asItself(life, () =>
        program.start({ ...context, spec, authDelayMs: () => device.authDelayMs }),
      );
      network.listen(life, node.accept);
      device.node = node;
      device.running = node;
    } else {
      const { program, spec } = device;
      device.client = asItself(life, () => program.start({ ...context, spec }));
      device.running = device.client;
    }
  }

  /** What a program does as it starts is its own: its timers belong to the life. */
  function asItself<Running>(life: DeviceLife, start: () => Running): Running {
    let outcome: { readonly running: Running } | { readonly error: unknown } | undefined;
    world.enter(world.zone(life, ''), () => {
      try {
        outcome = { running: start() };
      } catch (error) {
        outcome = { error };
      }
    });
    if (outcome === undefined) throw new HarnessFault(`"${life.device}" was never started`);
    if ('error' in outcome) throw outcome.error;
    return outcome.running;
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

  function uncaught(life: DeviceLife, error: unknown): void {
    const device = devices.installed(life.device);
    journal.recorder(life.device).record({
      kind: 'exception',
      where: device.spec.kind,
      error: error instanceof Error ? error.name : typeof error,
    });
    if (device.spec.kind === 'node' && device.life === life) stopped(device, 'exception');
  }

  function counts(name: string): ResourceCounts | null {
    const { life, running } = devices.installed(name);
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

  return { startNow, stopped, uncaught, counts };
}
