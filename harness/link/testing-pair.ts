import type { Connection, ConnectionHandler } from '#harness/contract/connection.ts';
import type { ClientSocket, NetworkObserver } from '#harness/contract/network.ts';
import type { LinkProfile } from '#harness/contract/topology.ts';
import { createWorld, type World } from '#harness/world/world.ts';
import type { DeviceLife } from '#harness/world/zone.ts';
import { createMemoryNetwork, type MemoryNetwork } from './memory-network.ts';

export const link = 'phone->cloud';

/** One client and one server on one link, and everything they saw, with virtual times. */
export interface TestingPair {
  readonly world: World;
  readonly network: MemoryNetwork;
  readonly phone: DeviceLife;
  readonly cloud: DeviceLife;
  /** `AT WHO WHAT`, in order. */
  readonly log: string[];
  /** Messages the server received, as text. */
  readonly received: string[];
  /** `greeting` is sent in the tick of the upgrade. */
  readonly server: { connection: Connection | null; greeting: Uint8Array | null };
  dial(): ClientSocket;
  /** The server listens, as it did from the start. */
  listenAgain(): void;
  /** Runs a step at a virtual time, as the network or a device. */
  at(atMs: number, step: () => void): void;
  run(untilMs: number): Promise<void>;
}

/** Tells nobody. */
const silentObserver: NetworkObserver = {
  opened: () => undefined,
  closed: () => undefined,
  sent: () => undefined,
  received: () => undefined,
};

/** A quiet pair; the profile of its link is 10 ms each way unless told otherwise. */
export function createTestingPair(profile: Partial<LinkProfile> = {}, seed = 1): TestingPair {
  const world = createWorld(seed, (_life, error) => {
    throw error;
  });
  const network = createMemoryNetwork({
    world,
    observer: silentObserver,
    random: world.random.fork('network'),
    kindOf: (frame) => (frame[0] === 0 ? 'update' : 'other'),
  });
  const phone = world.bear('phone');
  const cloud = world.bear('cloud');
  network.addLink(link, 'phone', 'cloud', {
    latencyMs: 10,
    jitterMs: 0,
    connectDelayMs: 0,
    ...profile,
  });
  const log: string[] = [];
  const received: string[] = [];
  const server: TestingPair['server'] = { connection: null, greeting: null };
  const note = (who: string, what: string): void =>
    void log.push(`${Math.round(world.nowMs())} ${who} ${what}`);

  const accept = (connection: Connection): ConnectionHandler => {
    server.connection = connection;
    note('cloud', 'open');
    if (server.greeting !== null) connection.send(server.greeting);
    return {
      message(data) {
        const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
        received.push(text);
        note('cloud', `got ${text}`);
      },
      pong: () => note('cloud', 'pong'),
      close: () => note('cloud', 'close'),
    };
  };
  const listenAgain = (): void => network.listen(cloud, accept);
  listenAgain();
  const Socket = network.socketClass(phone, (url) =>
    url.startsWith('ws://cloud/') ? link : undefined,
  );

  return {
    world,
    network,
    phone,
    cloud,
    log,
    received,
    server,
    listenAgain,
    dial() {
      const socket = new Socket('ws://cloud/rooms/blog');
      socket.onopen = () => note('phone', 'open');
      socket.onmessage = ({ data }) =>
        note('phone', `got ${typeof data === 'string' ? data : new TextDecoder().decode(data)}`);
      socket.onerror = ({ message }) => note('phone', `error ${message}`);
      socket.onclose = ({ code }) => note('phone', `close ${code}`);
      return socket;
    },
    at(atMs, step) {
      world.schedule(atMs - world.nowMs(), step, {
        zone: world.zone(phone, link),
        kind: 'script',
        purpose: 'test',
      });
    },
    async run(untilMs) {
      let over = false;
      world.schedule(untilMs - world.nowMs(), () => (over = true), {
        zone: null,
        kind: 'script',
        purpose: 'end',
      });
      await world.run(() => over);
    },
  };
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
