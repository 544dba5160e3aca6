import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { ClientSocket } from '#harness/contract/network.ts';
import { bytesOf, createTestingPair, link, type TestingPair } from './testing-pair.ts';

/** A connection opened at 0, with a message from the phone every 500 ms from 500 on. */
function talking(pair: TestingPair, untilMs: number): { socket: () => ClientSocket } {
  let socket: ClientSocket | null = null;
  pair.at(0, () => (socket = pair.dial()));
  for (let atMs = 500; atMs < untilMs; atMs += 500)
    pair.at(atMs, () => socket?.send(bytesOf(String(atMs))));
  return {
    socket() {
      if (socket === null) throw new Error('not dialled yet');
      return socket;
    },
  };
}

describe('a link that is up', () => {
  test('opens after a TCP and an HTTP round trip, and delivers in order after its latency', async () => {
    const pair = createTestingPair();
    talking(pair, 1_500);
    await pair.run(2_000);
    expect(pair.log).toEqual([
      '30 cloud open',
      '40 phone open',
      '510 cloud got 500',
      '1010 cloud got 1000',
    ]);
  });

  test('frames a server sends in the tick of the upgrade arrive after the client is open', async () => {
    const pair = createTestingPair();
    pair.at(0, () => pair.dial());
    pair.server.greeting = bytesOf('first');
    await pair.run(100);
    expect(pair.log.slice(-2)).toEqual(['40 phone open', '40 phone got first']);
  });

  test('bandwidth delays what is sent behind it', async () => {
    const pair = createTestingPair({ bytesPerSecond: 1_000 });
    const { socket } = talking(pair, 0);
    pair.at(1_000, () => {
      socket().send(new Uint8Array(992).fill(97));
      socket().send(bytesOf('b'));
    });
    await pair.run(5_000);
    const times = pair.log
      .filter((line) => line.includes('got'))
      .map((line) => Number(line.split(' ')[0]));
    expect(times).toEqual([2_010, 2_017]);
  });

  test('jitter never reorders', async () => {
    const pair = createTestingPair({ latencyMs: 50, jitterMs: 50 });
    const { socket } = talking(pair, 0);
    pair.at(1_000, () => {
      for (let index = 0; index < 50; index++) socket().send(bytesOf(String(index)));
    });
    await pair.run(2_000);
    expect(pair.received).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
  });
});

describe('packets vanish both ways, then the link heals (seen on Linux, facts: resumed 0.8 / 0.5 / 3.6 / 24.6 s after heal)', () => {
  test.each([
    [1_000, 800],
    [3_000, 500],
    [10_000, 3_600],
    [30_000, 24_600],
  ])('after %i ms the same connection resumes, in order, nothing lost', async (cutMs, seenMs) => {
    const pair = createTestingPair({ latencyMs: 0.1 });
    talking(pair, 2_300 + cutMs);
    pair.at(2_300, () => void pair.network.cut(link, 'blackhole'));
    pair.at(2_300 + cutMs, () => void pair.network.heal(link));
    await pair.run(2_300 + cutMs + 60_000);
    expect(pair.received).toEqual(pair.received.map((_, index) => String((index + 1) * 500)));
    const firstHeld = pair.log.find((line) => line.endsWith('got 2500')) ?? '';
    const resumedMs = Number(firstHeld.split(' ')[0]) - (2_300 + cutMs);
    expect(Math.abs(resumedMs - seenMs)).toBeLessThan(200);
    expect(pair.log.some((line) => line.includes('close'))).toBe(false);
  });

  test('nobody hears anything for 924 s: ETIMEDOUT, seen as 1006', async () => {
    const pair = createTestingPair();
    talking(pair, 1_000);
    pair.at(400, () => void pair.network.cut(link, 'blackhole'));
    await pair.run(1_000_000);
    expect(pair.log.at(-1)).toBe('924500 phone close 1006');
  });
});

describe('connecting while packets vanish (facts: connected 2.1 / 5.1 / 11.2 / 35.5 s after the call)', () => {
  test.each([
    [1_900, 2_040],
    [4_900, 5_040],
    [10_000, 11_040],
    [20_000, 35_040],
  ])('healed after %i ms, connected after %i ms', async (healMs, openMs) => {
    const pair = createTestingPair();
    void pair.network.cut(link, 'blackhole');
    pair.at(0, () => pair.dial());
    pair.at(healMs, () => void pair.network.heal(link));
    await pair.run(100_000);
    expect(pair.log).toContain(`${openMs} phone open`);
  });

  test('never answered: ETIMEDOUT after 131 s', async () => {
    const pair = createTestingPair();
    void pair.network.cut(link, 'blackhole');
    pair.at(0, () => pair.dial());
    await pair.run(200_000);
    expect(pair.log).toEqual(['131000 phone error ETIMEDOUT', '131000 phone close 1006']);
  });
});

describe('hosts and processes', () => {
  test('host up, nobody listening: ECONNREFUSED after one round trip', async () => {
    const pair = createTestingPair();
    pair.network.processDied(pair.cloud);
    pair.at(0, () => pair.dial());
    await pair.run(100);
    expect(pair.log).toEqual(['20 phone error ECONNREFUSED', '20 phone close 1006']);
  });

  test('host down: EHOSTUNREACH after 3.07 s', async () => {
    const pair = createTestingPair();
    pair.network.hostPowerLost('cloud');
    pair.at(0, () => pair.dial());
    await pair.run(5_000);
    expect(pair.log).toEqual(['3070 phone error EHOSTUNREACH', '3070 phone close 1006']);
  });

  test('an unknown name: ENOTFOUND', async () => {
    const pair = createTestingPair();
    const Socket = pair.network.socketClass(pair.phone, () => undefined);
    const errors: string[] = [];
    pair.at(0, () => {
      new Socket('ws://nowhere/').onerror = ({ message }) => void errors.push(message);
    });
    await pair.run(1_000);
    expect(errors).toEqual(['ENOTFOUND']);
  });

  test('kill -9: what was written still arrives, then the other end sees 1006', async () => {
    const pair = createTestingPair();
    const { socket } = talking(pair, 0);
    pair.at(1_000, () => {
      socket().send(bytesOf('last words'));
      pair.world.kill(pair.phone);
      pair.network.processDied(pair.phone);
    });
    await pair.run(2_000);
    expect(pair.log.slice(-2)).toEqual(['1010 cloud got last words', '1010 cloud close']);
  });

  test('killed during a cut: what was written arrives after the heal, though a successor has connected', async () => {
    const pair = createTestingPair();
    const { socket } = talking(pair, 0);
    pair.at(1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => {
      socket().send(bytesOf('late'));
      pair.world.kill(pair.phone);
      pair.network.processDied(pair.phone);
    });
    const successor = pair.world.bear('phone');
    const Socket = pair.network.socketClass(successor, () => link);
    pair.world.schedule(9_000, () => void pair.network.heal(link), {
      zone: null,
      kind: 'script',
      purpose: 'heal',
    });
    pair.world.schedule(9_001, () => void new Socket('ws://cloud/rooms/blog'), {
      zone: pair.world.zone(successor, link),
      kind: 'script',
      purpose: 'dial',
    });
    await pair.run(60_000);
    const opened = pair.log.findIndex(
      (line) => line.startsWith('9') && line.endsWith('cloud open'),
    );
    expect(opened).toBeGreaterThan(0);
    expect(pair.log.findIndex((line) => line.endsWith('got late'))).toBeGreaterThan(opened);
    expect(pair.log.at(-1)).toMatch(/cloud close$/);
  });

  test('killed after the heal, before the retransmission: what was held arrives all the same', async () => {
    const pair = createTestingPair();
    talking(pair, 0);
    pair.at(1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => pair.server.connection?.send(bytesOf('held')));
    pair.at(1_700, () => void pair.network.heal(link));
    pair.at(1_710, () => {
      pair.world.kill(pair.cloud);
      pair.network.processDied(pair.cloud);
    });
    await pair.run(60_000);
    expect(pair.log.slice(-2)).toEqual(['1809 phone got held', '1809 phone close 1006']);
  });

  test('power loss: no event until the host is back and answers a retransmission with a reset', async () => {
    const pair = createTestingPair();
    talking(pair, 4_000);
    pair.world.schedule(
      1_200,
      () => {
        pair.network.hostPowerLost('cloud');
        pair.world.kill(pair.cloud);
      },
      { zone: null, kind: 'script', purpose: 'power loss' },
    );
    pair.world.schedule(3_200, () => pair.network.hostBack('cloud'), {
      zone: null,
      kind: 'script',
      purpose: 'back',
    });
    await pair.run(10_000);
    const closed = pair.log.find((line) => line.endsWith('phone close 1006')) ?? '';
    const atMs = Number(closed.split(' ')[0]);
    expect(atMs).toBeGreaterThan(3_200);
    expect(atMs).toBeLessThan(5_500);
  });
});

describe('faults of a link', () => {
  test('drop closes both ends at once, loses what is in flight, and refuses dials until the heal', async () => {
    const pair = createTestingPair();
    const { socket } = talking(pair, 0);
    pair.at(1_000, () => {
      socket().send(bytesOf('in flight'));
      void pair.network.cut(link, 'drop');
    });
    pair.at(1_500, () => pair.dial());
    pair.at(2_000, () => void pair.network.heal(link));
    pair.at(2_500, () => pair.dial());
    await pair.run(3_000);
    expect(pair.log.slice(2).toSorted()).toEqual(
      [
        '1000 cloud close',
        '1000 phone close 1006',
        '1520 phone close 1006',
        '1520 phone error ECONNREFUSED',
        '2530 cloud open',
        '2540 phone open',
      ].toSorted(),
    );
  });

  test('refuse lets open connections live', async () => {
    const pair = createTestingPair();
    talking(pair, 2_000);
    pair.at(600, () => void pair.network.cut(link, 'refuse'));
    pair.at(700, () => pair.dial());
    await pair.run(3_000);
    expect(pair.received).toEqual(['500', '1000', '1500']);
    expect(pair.log).toContain('720 phone error ECONNREFUSED');
  });

  test('a one-way cut delivers one congestion window the open way, then stalls; nothing the other way', async () => {
    const pair = createTestingPair();
    talking(pair, 0);
    pair.at(1_000, () => void pair.network.cut(link, 'one-way'));
    pair.at(1_100, () => {
      for (let index = 0; index < 20; index++)
        pair.server.connection?.send(new Uint8Array(1_000).fill(97));
    });
    await pair.run(5_000);
    expect(pair.log.filter((line) => line.includes('phone got'))).toHaveLength(14);
    pair.at(5_500, () => void pair.network.heal(link));
    await pair.run(60_000);
    expect(pair.log.filter((line) => line.includes('phone got'))).toHaveLength(20);
  });

  test('a reset at the second update ends both sides, and the update does not arrive', async () => {
    const pair = createTestingPair();
    const { socket } = talking(pair, 0);
    void pair.network.resetAt(link, 'update', 2);
    pair.at(1_000, () => socket().send(Uint8Array.of(0, 65)));
    pair.at(1_100, () => socket().send(Uint8Array.of(0, 66)));
    await pair.run(2_000);
    expect(pair.received).toEqual(['\0A']);
    expect(pair.log.slice(-2).toSorted()).toEqual(['1100 cloud close', '1100 phone close 1006']);
  });
});

describe('the WebSocket on top', () => {
  test('close() is answered, both sides see its code, and nothing is delivered after it', async () => {
    const pair = createTestingPair();
    const { socket } = talking(pair, 0);
    pair.at(1_000, () => {
      pair.server.connection?.send(bytesOf('too late'));
      socket().close(4001, 'bye');
    });
    await pair.run(60_000);
    expect(pair.log.slice(2)).toEqual(['1020 phone close 4001', '1030 cloud close']);
    expect(pair.world.firstWork(new Set(pair.world.zones()))).toBeUndefined();
  });

  test('a close that nobody answers ends with 1006 after 30 s', async () => {
    const pair = createTestingPair();
    const { socket } = talking(pair, 0);
    pair.at(1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => socket().close());
    await pair.run(40_000);
    expect(pair.log.at(-1)).toBe('31100 phone close 1006');
  });

  test('a ping is answered by the browser itself', async () => {
    const pair = createTestingPair();
    talking(pair, 0);
    pair.at(1_000, () => pair.server.connection?.ping());
    await pair.run(2_000);
    expect(pair.log.at(-1)).toBe('1020 cloud pong');
  });

  test('send() before the connection is open throws, as in browsers', async () => {
    const pair = createTestingPair();
    const thrown: string[] = [];
    pair.at(0, () => {
      try {
        pair.dial().send(bytesOf('x'));
      } catch (error) {
        thrown.push(error instanceof Error ? error.name : '');
      }
    });
    await pair.run(10);
    expect(thrown).toEqual(['InvalidStateError']);
  });
});

describe('whatever happens', () => {
  const action = fc.record({
    at: fc.integer({ min: 1_000, max: 60_000 }),
    do: fc.constantFrom('send', 'send', 'send', 'blackhole', 'one-way', 'heal', 'sleep', 'wake'),
  });
  property.prop([fc.array(action, { maxLength: 60 }), fc.integer({ min: 0, max: 1_000 })])(
    'a living connection delivers all that was sent, in order',
    async (actions, seed) => {
      const pair = createTestingPair({ latencyMs: 20, jitterMs: 20 }, seed);
      const { socket } = talking(pair, 0);
      const sent: string[] = [];
      const step = (what: string, index: number): void => {
        if (what === 'send') {
          sent.push(String(index));
          socket().send(bytesOf(String(index)));
        } else if (what === 'heal') void pair.network.heal(link);
        else if (what === 'sleep') pair.network.hostAsleep('cloud');
        else if (what === 'wake') pair.network.hostAwake('cloud');
        else void pair.network.cut(link, what === 'one-way' ? 'one-way' : 'blackhole');
      };
      for (const [index, planned] of actions.entries())
        pair.at(planned.at, () => step(planned.do, index));
      pair.at(61_000, () => {
        pair.network.hostAwake('cloud');
        void pair.network.heal(link);
      });
      await pair.run(400_000);
      expect(pair.received).toEqual(sent);
    },
  );
});
