import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Connection } from '#harness/contract/connection.ts';
import type {
  ClientSocket,
  ConnectionEnd,
  ConnectionInfo,
  NetworkObserver,
} from '#harness/contract/network.ts';
import { createWorld, type World } from '#harness/world/world.ts';
import type { DeviceLife } from '#harness/world/zone.ts';
import { createMemoryNetwork, type MemoryNetwork } from './memory-network.ts';
import { link } from './testing-pair.ts';

/** What one end of a connection said and was told. */
interface Ledger {
  readonly sent: string[];
  readonly received: string[];
  opened: number;
  closed: number;
}

/** Keeps a ledger per connection and end. */
function createLedgers(): {
  of(id: string, end: ConnectionEnd): Ledger;
  observer: NetworkObserver;
} {
  const ledgers = new Map<string, Ledger>();
  const of = (id: string, end: ConnectionEnd): Ledger => {
    const key = `${id} ${end}`;
    const known = ledgers.get(key) ?? { sent: [], received: [], opened: 0, closed: 0 };
    ledgers.set(key, known);
    return known;
  };
  return {
    of,
    observer: {
      opened: ({ id }, end) => void of(id, end).opened++,
      closed: ({ id }, end) => void of(id, end).closed++,
      sent({ id }, end, message) {
        expect(of(id, end).closed).toBe(0);
        of(id, end).sent.push(message);
      },
      received({ id }, end, message) {
        // A server that has begun to close still reads what was under way.
        if (end === 'dialler') expect(of(id, end).closed).toBe(0);
        of(id, end).received.push(message);
      },
    },
  };
}

/** Two devices on one link, each with a process that can die, and what a schedule may do to them. */
function createStage(seed: number): {
  world: World;
  infos: ConnectionInfo[];
  /** Connections whose end somebody caused. */
  disturbed: Set<string>;
  ledgers: ReturnType<typeof createLedgers>;
  act(what: string): void;
  restore(): void;
} {
  const world = createWorld(seed, (_life, error) => {
    throw error;
  });
  const ledgers = createLedgers();
  const network: MemoryNetwork = createMemoryNetwork({
    world,
    observer: ledgers.observer,
    random: world.random.fork('network'),
    kindOf: () => 'other',
  });
  network.addLink(link, 'phone', 'cloud', { latencyMs: 20, jitterMs: 20, connectDelayMs: 1 });
  const infos: ConnectionInfo[] = [];
  const servers = new Map<Connection, ConnectionInfo>();
  const sockets: ClientSocket[] = [];
  const disturbed = new Set<string>();
  const draw = world.random.fork('schedule');
  const lives: Record<'phone' | 'cloud', DeviceLife | null> = { phone: null, cloud: null };

  const disturbAll = (): void => infos.forEach(({ id }) => disturbed.add(id));
  const payload = (): Uint8Array => new Uint8Array(draw.integer(1, 4_000));
  const asDevice = (name: 'phone' | 'cloud', code: () => void): void => {
    const life = lives[name];
    if (life !== null && !life.asleep) world.enter(world.zone(life, link), code);
  };

  function start(name: 'phone' | 'cloud'): void {
    if (lives[name] !== null) return;
    network.hostBack(name);
    const life = world.bear(name);
    lives[name] = life;
    if (name === 'phone') return;
    network.listen(life, (connection, _request, info) => {
      infos.push(info);
      servers.set(connection, info);
      return { message() {}, pong() {}, close: () => void servers.delete(connection) };
    });
  }

  function stop(name: 'phone' | 'cloud', tell: (life: DeviceLife) => void): void {
    const life = lives[name];
    if (life === null) return;
    disturbAll();
    wake(name);
    world.kill(life);
    tell(life);
    lives[name] = null;
    if (name === 'phone') sockets.length = 0;
    else servers.clear();
  }

  function wake(name: 'phone' | 'cloud'): void {
    const life = lives[name];
    if (life?.asleep !== true) return;
    world.wake(life);
    network.hostAwake(name);
  }

  function sleep(name: 'phone' | 'cloud'): void {
    const life = lives[name];
    if (life === null || life.asleep) return;
    network.hostAsleep(name);
    world.sleep(life);
  }

  const actions: Record<string, () => void> = {
    dial: () =>
      asDevice('phone', () => {
        const life = lives.phone;
        if (life === null) return;
        const Socket = network.socketClass(life, () => link);
        sockets.push(new Socket('ws://cloud/rooms/blog'));
      }),
    'client sends': () =>
      asDevice('phone', () => {
        for (const socket of sockets) {
          if (socket.readyState !== 1) continue;
          for (let left = draw.integer(1, 8); left > 0; left--) socket.send(payload());
        }
      }),
    'server sends': () =>
      asDevice('cloud', () => {
        for (const connection of servers.keys()) {
          for (let left = draw.integer(1, 8); left > 0; left--) connection.send(payload());
        }
      }),
    'client closes': () =>
      asDevice('phone', () => {
        disturbAll();
        sockets.pop()?.close();
      }),
    'server closes': () =>
      asDevice('cloud', () => {
        disturbAll();
        [...servers.keys()].at(-1)?.close(4400, '');
      }),
    blackhole: () => void network.cut(link, 'blackhole'),
    'one-way': () => void network.cut(link, 'one-way'),
    refuse: () => void network.cut(link, 'refuse'),
    drop() {
      disturbAll();
      void network.cut(link, 'drop');
    },
    reset() {
      disturbAll();
      void network.reset(link);
    },
    heal: () => void network.heal(link),
    slower: () => void network.shape(link, { bytesPerSecond: 5_000, latencyMs: 200 }),
    faster: () => void network.shape(link, { bytesPerSecond: 1_000_000, latencyMs: 5 }),
    'phone dies': () => stop('phone', (life) => network.processDied(life)),
    'cloud dies': () => stop('cloud', (life) => network.processDied(life)),
    'phone goes dark': () => stop('phone', () => network.hostPowerLost('phone')),
    'cloud goes dark': () => stop('cloud', () => network.hostPowerLost('cloud')),
    'phone starts': () => start('phone'),
    'cloud starts': () => start('cloud'),
    'phone sleeps': () => sleep('phone'),
    'cloud sleeps': () => sleep('cloud'),
    'phone wakes': () => wake('phone'),
    'cloud wakes': () => wake('cloud'),
  };
  start('cloud');
  start('phone');

  return {
    world,
    infos,
    disturbed,
    ledgers,
    act: (what) => actions[what]?.(),
    restore() {
      for (const what of ['phone wakes', 'cloud wakes', 'phone starts', 'cloud starts', 'heal']) {
        actions[what]?.();
      }
    },
  };
}

describe('whatever happens to a link and its hosts', () => {
  const often = ['dial', 'client sends', 'client sends', 'server sends', 'server sends', 'heal'];
  const seldom = [
    ...['client closes', 'server closes', 'blackhole', 'one-way', 'refuse', 'drop', 'reset'],
    ...['slower', 'faster', 'phone dies', 'cloud dies', 'phone goes dark', 'cloud goes dark'],
    ...['phone starts', 'cloud starts', 'phone sleeps', 'cloud sleeps', 'phone wakes'],
    'cloud wakes',
  ];
  const step = fc.record({
    atMs: fc.integer({ min: 0, max: 60_000 }),
    what: fc.oneof(
      { arbitrary: fc.constantFrom(...often), weight: 2 },
      { arbitrary: fc.constantFrom(...seldom), weight: 1 },
    ),
  });

  property.prop(
    [fc.array(step, { maxLength: 80, size: 'max' }), fc.integer({ min: 0, max: 9_999 })],
    {
      numRuns: 300,
      seed: 1,
    },
  )(
    'each end receives a prefix of what the other sent, all of it if nobody ended the connection, and nothing is left to do',
    async (steps, seed) => {
      const stage = createStage(seed);
      const { world, ledgers } = stage;
      const script = { zone: null, kind: 'script', purpose: 'step' } as const;
      world.schedule(0, () => stage.act('dial'), script);
      for (const { atMs, what } of steps) world.schedule(atMs, () => stage.act(what), script);
      world.schedule(61_000, stage.restore, script);
      await world.run(() => false);

      for (const { id } of stage.infos) {
        const dialler = ledgers.of(id, 'dialler');
        const listener = ledgers.of(id, 'listener');
        for (const [from, to] of [
          [dialler, listener],
          [listener, dialler],
        ] as const) {
          expect(to.received).toEqual(from.sent.slice(0, to.received.length));
          expect(from.opened).toBeLessThanOrEqual(1);
          expect(from.closed).toBeLessThanOrEqual(1);
          if (!stage.disturbed.has(id)) {
            expect([from.opened, from.closed]).toEqual([1, 0]);
            expect(to.received).toHaveLength(from.sent.length);
          }
        }
      }
      for (const zone of world.zones()) expect(zone.work).toBe(0);
    },
  );
});
