import { describe, expect, test } from 'vitest';
import type { ClientSocket } from '#harness/contract/network.ts';
import { bytesOf, createTestingPair, link, type TestingPair } from './testing-pair.ts';

/** A connection that is open from 1,000 on. */
function connected(pair: TestingPair): () => ClientSocket {
  let socket: ClientSocket | null = null;
  pair.at(0, () => (socket = pair.dial()));
  return () => {
    if (socket === null) throw new Error('not dialled yet');
    return socket;
  };
}

/** When the phone and the cloud got messages, in order. */
function arrivals(pair: TestingPair): string[] {
  return pair.log.filter((line) => line.includes(' got '));
}

describe('one fault after another', () => {
  test('a blackhole that becomes a refusal lets the held bytes go', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => socket().send(bytesOf('held')));
    pair.at(2_000, () => void pair.network.cut(link, 'refuse'));
    await pair.run(60_000);
    expect(arrivals(pair)).toEqual(['2741 cloud got held']);
  });

  test('cut again before the retransmission: the back-off goes on where it was', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => socket().send(bytesOf('held')));
    pair.at(2_000, () => void pair.network.heal(link));
    pair.at(2_500, () => void pair.network.cut(link, 'blackhole'));
    pair.at(3_000, () => void pair.network.heal(link));
    await pair.run(60_000);
    // Retries 233 ms after the send, doubling: 1,333, 1,799, 2,731 (cut), 4,595.
    expect(arrivals(pair)).toEqual(['4605 cloud got held']);
  });

  test('a latency that changes meanwhile does not move the retransmission: nothing measures it', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => socket().send(bytesOf('held')));
    pair.at(3_000, () => void pair.network.shape(link, { latencyMs: 200 }));
    pair.at(3_000, () => void pair.network.heal(link));
    await pair.run(60_000);
    // As above: 233 ms after the send, doubling, the fourth at 4,595; then 200 ms on its way.
    expect(arrivals(pair)).toEqual(['4795 cloud got held']);
  });

  test('an armed reset is disarmed by the heal', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => void pair.network.resetAt(link, 'other', 2));
    pair.at(1_100, () => socket().send(bytesOf('first')));
    pair.at(2_000, () => void pair.network.heal(link));
    pair.at(2_100, () => socket().send(bytesOf('second')));
    await pair.run(60_000);
    expect(arrivals(pair)).toEqual(['1110 cloud got first', '2110 cloud got second']);
  });

  test('what left before the cut arrives; what waited for bandwidth does not, until the heal', async () => {
    const pair = createTestingPair({ bytesPerSecond: 1_000 });
    const socket = connected(pair);
    pair.at(1_000, () => {
      for (const letter of 'abc') socket().send(bytesOf(letter.repeat(493)));
    });
    pair.at(1_505, () => void pair.network.cut(link, 'blackhole'));
    pair.at(5_000, () => void pair.network.heal(link));
    await pair.run(60_000);
    const seen = arrivals(pair).map((line) => line.replace(/(\w)\1+$/, '$1'));
    expect(seen).toEqual(['1511 cloud got a', '5511 cloud got b', '6012 cloud got c']);
  });

  test('a backlog takes the new bandwidth when the link is shaped', async () => {
    const pair = createTestingPair({ bytesPerSecond: 100 });
    const socket = connected(pair);
    pair.at(10_000, () => {
      for (let index = 0; index < 10; index++) socket().send(new Uint8Array(994));
    });
    pair.at(20_500, () => void pair.network.shape(link, { bytesPerSecond: 1_000_000 }));
    await pair.run(100_000);
    const times = arrivals(pair).map((line) => Number(line.split(' ')[0]));
    expect(times.slice(0, 2)).toEqual([20_030, 20_511]);
    expect(times.at(-1)).toBe(20_519);
  });
});

describe('a reset', () => {
  test('never overtakes what the same end sent before', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const pair = createTestingPair({ latencyMs: 50, jitterMs: 50 }, seed);
      const socket = connected(pair);
      pair.at(1_000, () => pair.server.connection?.send(bytesOf('last words')));
      pair.at(1_001, () => {
        pair.world.kill(pair.cloud);
        pair.network.processDied(pair.cloud);
        socket().send(bytesOf('to nobody'));
      });
      await pair.run(5_000);
      expect(pair.log.slice(-2).map((line) => line.replace(/^\d+ /, ''))).toEqual([
        'phone got last words',
        'phone close 1006',
      ]);
    }
  });

  test('is lost where packets vanish: a one-way cut hides a dead dialler from the listener', async () => {
    const pair = createTestingPair();
    connected(pair);
    pair.at(1_000, () => void pair.network.cut(link, 'one-way'));
    pair.at(1_100, () => {
      pair.world.kill(pair.phone);
      pair.network.processDied(pair.phone);
    });
    const talk = (atMs: number, text: string): void =>
      void pair.world.schedule(atMs, () => pair.server.connection?.send(bytesOf(text)), {
        zone: pair.world.zone(pair.cloud, link),
        kind: 'script',
        purpose: 'talk',
      });
    talk(2_000, 'anybody there?');
    pair.world.schedule(5_000, () => void pair.network.heal(link), {
      zone: null,
      kind: 'script',
      purpose: 'heal',
    });
    await pair.run(4_999);
    expect(pair.log.some((line) => line.endsWith('cloud close'))).toBe(false);
    await pair.run(60_000);
    expect(pair.log.some((line) => line.endsWith('cloud close'))).toBe(true);
  });
});
