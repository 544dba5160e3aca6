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

describe('a server closes', () => {
  test('the browser tells its code once the server has ended TCP, one round trip later', async () => {
    const pair = createTestingPair();
    connected(pair);
    pair.at(1_000, () => pair.server.connection?.close(4401, 'denied'));
    await pair.run(60_000);
    expect(pair.log.slice(2)).toEqual(['1030 phone close 4401', '1040 cloud close']);
  });

  test('what a client sends before it has read the Close frame still reaches the server', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => pair.server.connection?.close(4401, 'denied'));
    pair.at(1_005, () => socket().send(bytesOf('crossing')));
    await pair.run(60_000);
    expect(pair.received).toEqual(['crossing']);
  });
});

describe('a server sends text', () => {
  test('the browser is given a string, until the server closes', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    const got: unknown[] = [];
    pair.at(900, () => (socket().onmessage = ({ data }) => got.push(data)));
    pair.at(1_000, () => pair.server.connection?.sendText?.('pong'));
    pair.at(1_001, () => pair.server.connection?.close(1000, ''));
    pair.at(1_002, () => pair.server.connection?.sendText?.('late'));
    await pair.run(60_000);
    expect(got).toEqual(['pong']);
  });
});

describe('a server terminates', () => {
  test('without a Close frame: both ends see 1006, its own after the call has returned', async () => {
    const pair = createTestingPair();
    connected(pair);
    const states: unknown[] = [];
    pair.at(1_000, () => {
      const { connection } = pair.server;
      states.push(connection?.state?.());
      connection?.terminate?.();
      states.push(connection?.state?.());
    });
    await pair.run(60_000);
    expect(pair.log.slice(2)).toEqual(['1000 cloud close', '1010 phone close 1006']);
    expect([...states, pair.server.connection?.state?.()]).toEqual(['open', 'closing', 'closed']);
  });
});

describe('a cut in the middle of a close handshake', () => {
  test('the answer is held: the browser gives up after 30 s with 1006, the server with the code it read', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => socket().close(4001, 'bye'));
    pair.at(1_005, () => void pair.network.cut(link, 'blackhole'));
    await pair.run(60_000);
    expect(pair.log.slice(2)).toEqual(['31000 phone close 1006', '31010 cloud close']);
  });

  test('healed in time, it ends as if nothing had happened', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => socket().close(4001, 'bye'));
    pair.at(1_005, () => void pair.network.cut(link, 'blackhole'));
    pair.at(4_000, () => void pair.network.heal(link));
    await pair.run(60_000);
    expect(pair.log.slice(2)).toEqual(['4515 phone close 4001', '4525 cloud close']);
  });

  test('the server’s FIN is held: the browser waits 2 s for it, then tells the code it has read', async () => {
    const pair = createTestingPair();
    connected(pair);
    pair.at(1_000, () => pair.server.connection?.close(4401, 'denied'));
    pair.at(1_015, () => void pair.network.cut(link, 'blackhole'));
    await pair.run(20_000);
    expect(pair.log.slice(2)).toEqual(['3010 phone close 4401']);
  });
});

describe('what browsers refuse', () => {
  test.each([
    ['a code of the protocol', 1001, '', 'InvalidAccessError'],
    ['a code below 3000', 2999, '', 'InvalidAccessError'],
    ['a reason longer than a control frame', 4000, 'x'.repeat(124), 'SyntaxError'],
  ])('close() with %s throws', async (_what, code, reason, name) => {
    const pair = createTestingPair();
    const socket = connected(pair);
    const thrown: string[] = [];
    pair.at(1_000, () => {
      try {
        socket().close(code, reason);
      } catch (error) {
        thrown.push(error instanceof Error ? error.name : '');
      }
    });
    await pair.run(2_000);
    expect(thrown).toEqual([name]);
    expect(socket().readyState).toBe(1);
  });

  test('send() after close() is dropped, and counted in bufferedAmount', async () => {
    const pair = createTestingPair();
    const socket = connected(pair);
    pair.at(1_000, () => {
      socket().close();
      socket().send(bytesOf('12345'));
    });
    await pair.run(2_000);
    expect(pair.received).toEqual([]);
    expect(socket().bufferedAmount).toBe(5);
  });
});
