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

/** Something that happens to the network or a machine, whoever lives. */
function fate(pair: TestingPair, atMs: number, step: () => void): void {
  pair.world.schedule(atMs, step, { zone: null, kind: 'script', purpose: 'fate' });
}

function killPhone(pair: TestingPair): void {
  pair.world.kill(pair.phone);
  pair.network.processDied(pair.phone);
}

describe('kill -9 during a cut', () => {
  test('the kernel delivers what it had taken; what waited in the process is lost (measured)', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    let waiting = 0;
    fate(pair, 1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => {
      for (let index = 0; index < 100; index++) socket().send(new Uint8Array(992));
      waiting = socket().bufferedAmount;
      killPhone(pair);
    });
    fate(pair, 4_000, () => void pair.network.heal(link));
    await pair.run(60_000);
    expect(waiting).toBe(100_000 - 65_000);
    expect(pair.received).toHaveLength(65);
    expect(pair.log.at(-1)).toMatch(/cloud close$/);
  });

  test('what the dead process had written is work of the other end until it arrives', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    fate(pair, 1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => {
      socket().send(bytesOf('late'));
      killPhone(pair);
    });
    await pair.run(2_000);
    expect(pair.world.zone(pair.cloud, link).work).toBe(1);
    fate(pair, 1_000, () => void pair.network.heal(link));
    await pair.run(60_000);
    expect(pair.received).toEqual(['late']);
    expect(pair.world.zone(pair.cloud, link).work).toBe(0);
  });

  test.each([
    [40, ['late']],
    [58, []],
  ])(
    'healed after %i s: a dead process’s bytes are retried until 54 s, then given up (measured)',
    async (cutS, arrived) => {
      const pair = createTestingPair({ latencyMs: 0.1 });
      const socket = connected(pair);
      fate(pair, 1_000, () => void pair.network.cut(link, 'blackhole'));
      pair.at(1_100, () => {
        socket().send(bytesOf('late'));
        killPhone(pair);
      });
      fate(pair, 1_000 + cutS * 1_000, () => void pair.network.heal(link));
      await pair.run(400_000);
      expect(pair.received).toEqual(arrived);
    },
  );
});

describe('kill -9 on a link that is up', () => {
  test('given up during a long cut: the other end learns of it by the reset of what it sends', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => socket().send(bytesOf('in flight')));
    fate(pair, 1_001, () => {
      void pair.network.cut(link, 'blackhole');
      pair.world.kill(pair.cloud);
      pair.network.processDied(pair.cloud);
    });
    fate(pair, 301_000, () => void pair.network.heal(link));
    pair.at(302_000, () => socket().send(bytesOf('anybody there?')));
    await pair.run(400_000);
    expect(pair.log.slice(2)).toEqual(['302020 phone close 1006']);
  });

  test('with bytes it had not read, the other end sees a reset, and loses what waited to be sent (measured)', async () => {
    const pair = createTestingPair({ bytesPerSecond: 1_000 });
    const socket = connected(pair);
    pair.at(1_000, () => pair.server.connection?.send(bytesOf('unread')));
    // 18 ms later the frame is in the phone's kernel, and its process is frozen.
    fate(pair, 1_005, () => pair.world.sleep(pair.phone));
    fate(pair, 1_100, () => socket().send(new Uint8Array(500)));
    fate(pair, 1_200, () => killPhone(pair));
    await pair.run(5_000);
    expect(pair.received).toEqual([]);
    expect(pair.log.at(-1)).toBe('1210 cloud close');
  });
});

describe('a machine loses power', () => {
  test('nobody hears of it, even with frames in flight; back on, it resets at the retransmission', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => socket().send(bytesOf('in flight')));
    fate(pair, 1_005, () => {
      pair.world.kill(pair.cloud);
      pair.network.hostPowerLost('cloud');
    });
    fate(pair, 3_000, () => pair.network.hostBack('cloud'));
    await pair.run(2_999);
    expect(pair.log.slice(2)).toEqual([]);
    await pair.run(10_000);
    // Sent at 1,000; retries 233 ms later, doubling: ..., 2,631, 4,495; there and back again 20 ms.
    expect(pair.log.slice(2)).toEqual(['4515 phone close 1006']);
  });

  test('for ever: a sender gives up after 924 s, and one that is silent never hears of it', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    const silent = connected(pair);
    pair.at(1_000, () => socket().send(bytesOf('in flight')));
    fate(pair, 1_005, () => {
      pair.world.kill(pair.cloud);
      pair.network.hostPowerLost('cloud');
    });
    await pair.run(3_000_000);
    expect(pair.log.filter((line) => line.includes('close'))).toEqual(['925000 phone close 1006']);
    expect(silent().readyState).toBe(1);
  });

  test('what it had written and not sent is gone', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    fate(pair, 1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => {
      socket().send(bytesOf('gone'));
      pair.world.kill(pair.phone);
      pair.network.hostPowerLost('phone');
    });
    fate(pair, 2_000, () => {
      void pair.network.heal(link);
      pair.network.hostBack('phone');
    });
    await pair.run(100_000);
    expect(pair.received).toEqual([]);
  });

  test.each([
    [500, '1040 phone open'],
    [1_500, '2040 phone open'],
    [2_500, '3070 phone close 1006'],
  ])('back %i ms after a dial: %s (measured: 1.0 s, 2.0 s, no route)', async (backMs, last) => {
    const pair = createTestingPair();
    pair.network.hostPowerLost('cloud');
    pair.at(0, () => pair.dial());
    fate(pair, backMs, () => {
      pair.network.hostBack('cloud');
      pair.listenAgain();
    });
    await pair.run(10_000);
    expect(pair.log.at(-1)).toBe(last);
  });
});

describe('a device sleeps', () => {
  test('for hours: its kernel timers stood still, so its own socket has not timed out', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    fate(pair, 1_000, () => void pair.network.cut(link, 'blackhole'));
    pair.at(1_100, () => socket().send(bytesOf('held')));
    fate(pair, 1_200, () => {
      pair.network.hostAsleep('phone');
      pair.world.sleep(pair.phone);
    });
    fate(pair, 7_200_000, () => {
      void pair.network.heal(link);
      pair.world.wake(pair.phone);
      pair.network.hostAwake('phone');
    });
    await pair.run(7_300_000);
    // 100 ms of its first 233 had passed.
    expect(pair.log.slice(2)).toEqual(['7200143 cloud got held']);
  });

  test('for hours: a server that sent to it has given up, and resets what the device sends on waking', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    fate(pair, 1_200, () => {
      pair.network.hostAsleep('phone');
      pair.world.sleep(pair.phone);
    });
    pair.world.schedule(2_000, () => pair.server.connection?.send(bytesOf('hello?')), {
      zone: pair.world.zone(pair.cloud, link),
      kind: 'script',
      purpose: 'send',
    });
    fate(pair, 7_200_000, () => {
      pair.world.wake(pair.phone);
      pair.network.hostAwake('phone');
    });
    pair.at(7_200_500, () => socket().send(bytesOf('good morning')));
    await pair.run(7_300_000);
    expect(pair.log.slice(2)).toEqual(['926000 cloud close', '7200520 phone close 1006']);
  });
});
