import type { Carrier } from '#harness/contract/carrier.ts';
import type { ClientImplementation, NodeImplementation } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { frameKind, type Dialect } from '#harness/history/frame-kind.ts';
import type { Journal } from '#harness/history/journal.ts';
import { plainFrame } from '#harness/history/plain-frame.ts';
import { createMemoryNetwork } from '#harness/link/memory-network.ts';
import { linksOf, type Link } from '#harness/topology/links-of.ts';
import { createWorld } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import type { Documents, PostOffice } from './documents.ts';
import { createDevices } from './memory/devices.ts';
import { createLives } from './memory/lives.ts';
import { createTurns } from './memory/turns.ts';
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

/** The carrier of virtual time: one world, one network, every device in this process. */
export function createMemoryCarrier(
  options: MemoryCarrierOptions,
): Carrier & { readonly journal: Journal } {
  const world = createWorld(options.seed, (life, error) => lives.uncaught(life, error));
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
  const devices = createDevices();
  const { installed, running, runningNode, runningClient, replicaOf } = devices;
  const links = new Map<string, Link>();
  const nemesis = world.random.fork('nemesis');
  const lives = createLives({
    ...{ world, network, journal, observer, devices, links, nemesis },
    ...{ node: options.node, client: options.client },
  });
  const { counts } = lives;
  const { act, tell, asTheWorld } = createTurns({ world, devices, uncaught: lives.uncaught });

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

  function post(): PostOffice {
    const { documents } = options;
    if (documents.post === undefined) throw new HarnessFault('nothing hands over updates here');
    return documents.post;
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
      const common = { incarnation: 0, authDelayMs: 0, life: null, running: null };
      if (spec.kind === 'node') {
        const program = options.node.install(spec);
        const { storage } = program;
        devices.install({ ...common, kind: 'node', spec, program, storage, node: null });
      } else {
        const program = options.client.install(spec);
        const { storage } = program;
        devices.install({ ...common, kind: 'client', spec, program, storage, client: null });
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
      await asTheWorld(() => lives.startNow(device));
      const baseline = device.kind === 'node' ? counts(name) : null;
      if (baseline !== null)
        journal.recorder(name).record({ kind: 'counts', counts: baseline, moment: 'baseline' });
    },
    async stop(name, cause) {
      const device = installed(name);
      if (cause === 'close') await tell(name, () => running(name).close());
      await asTheWorld(() => lives.stopped(device, cause));
    },
    isRunning: (name) => (devices.find(name)?.life ?? null) !== null,
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
          (name) => devices.find(name)?.running?.replica(room),
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
      ...(devices.find(links.get(link)?.dialler ?? '')?.kind === 'client' && {
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
      for (const device of devices.all()) {
        if (device.life !== null) world.kill(device.life);
        device.running?.died('kill');
        device.life = null;
      }
    },
  };
}
