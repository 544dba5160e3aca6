import { expect, test } from 'vitest';
import { type Rig, withRig } from './rig.ts';

/** When bytes and endings arrive, in ms; upper bounds are wide, because machines are busy. */
export function timing(url: () => string): void {
  const lateMs = 400;

  test('latency of both directions adds up, also for a connection that was there before', () =>
    withRig(url(), async (rig) => {
      const pair = await rig.open();
      await rig.add({ type: 'latency', stream: 'upstream', attributes: { latency: 100 } });
      await rig.add({ type: 'latency', stream: 'downstream', attributes: { latency: 100 } });
      const ms = await elapsedMs(async () => {
        pair.client.send('ping');
        await pair.server.received(4);
        pair.server.send('pong');
        await pair.client.received(4);
      });
      expectBetween(ms, 195, 200 + lateMs);
    }));

  test('two latencies in one direction add up', () =>
    withRig(url(), async (rig) => {
      const toxic = { type: 'latency', stream: 'upstream', attributes: { latency: 80 } } as const;
      await rig.add({ ...toxic, name: 'one' });
      await rig.add({ ...toxic, name: 'two' });
      expectBetween(await oneWayMs(rig), 155, 160 + lateMs);
    }));

  test('latency delays a burst as a whole, in order', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'latency', stream: 'upstream', attributes: { latency: 100 } });
      const { client, server } = await rig.open();
      const ms = await elapsedMs(async () => {
        for (let index = 0; index < 100; index += 1) client.send(String(index % 10));
        expect(await server.received(100)).toBe('0123456789'.repeat(10));
      });
      expectBetween(ms, 95, 100 + lateMs);
    }));

  test('jitter stays within latency +- jitter', () =>
    withRig(url(), async (rig) => {
      const attributes = { latency: 60, jitter: 50 };
      await rig.add({ type: 'latency', stream: 'upstream', attributes });
      for (let count = 0; count < 5; count += 1) {
        expectBetween(await oneWayMs(rig), 8, 110 + lateMs);
      }
    }));

  test('a latency removed or lowered in flight releases what it holds', () =>
    withRig(url(), async (rig) => {
      const toxic = { type: 'latency', name: 'lag', stream: 'upstream' } as const;
      await rig.add({ ...toxic, attributes: { latency: 60_000 } });
      const { client, server } = await rig.open();
      client.send('one ');
      await rig.change('lag', { latency: 50_000 });
      // A change releases the chunk in hand, and one it finds later has to wait anew.
      client.send('two');
      await rig.remove('lag');
      expect(await server.received(7)).toBe('one two');
    }));

  test('bandwidth 100 takes a second for 100 kB', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'bandwidth', stream: 'upstream', attributes: { rate: 100 } });
      const { client, server } = await rig.open();
      const ms = await elapsedMs(async () => {
        client.send(Buffer.alloc(100_000));
        await server.received(100_000);
      });
      expectBetween(ms, 900, 1000 + 2 * lateMs);
    }));

  test('slicer of average size 64 and 1000 us takes 0.1 s or more for 6400 B', () =>
    withRig(url(), async (rig) => {
      const attributes = { average_size: 64, size_variation: 0, delay: 1000 };
      await rig.add({ type: 'slicer', stream: 'upstream', attributes });
      const { client, server } = await rig.open();
      const ms = await elapsedMs(async () => {
        client.send(Buffer.alloc(6400));
        await server.received(6400);
      });
      expectBetween(ms, 90, 250 + lateMs);
    }));

  test('slow_close holds back the end, not the data', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'slow_close', stream: 'upstream', attributes: { delay: 300 } });
      const { client, server } = await rig.open();
      client.send('data');
      client.finish();
      await server.received(4);
      const ms = await elapsedMs(async () => {
        expect(await server.ending()).toBe('fin after 4');
      });
      expectBetween(ms, 250, 300 + lateMs);
    }));

  test('slow_close removed lets the end go on at once', () =>
    withRig(url(), async (rig) => {
      const attributes = { delay: 60_000 };
      await rig.add({ type: 'slow_close', name: 'slow', stream: 'upstream', attributes });
      const { client, server } = await rig.open();
      client.send('data');
      client.finish();
      await server.received(4);
      await rig.remove('slow');
      expect(await server.ending()).toBe('fin after 4');
    }));

  test('timeout closes once nothing came for that long, and not before', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'timeout', stream: 'upstream', attributes: { timeout: 300 } });
      const { client, server } = await rig.open();
      const ms = await elapsedMs(async () => {
        const chatter = setInterval(() => client.send('x'), 50);
        setTimeout(() => clearInterval(chatter), 500);
        expect(await server.ending()).toBe('fin after 0');
      });
      expectBetween(ms, 700, 800 + lateMs);
    }));

  test('reset_peer waits for its timeout after the first byte', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'reset_peer', stream: 'upstream', attributes: { timeout: 200 } });
      const { client } = await rig.open();
      const ms = await elapsedMs(async () => {
        client.send('lost');
        expect(await client.ending()).toBe('rst after 0');
      });
      expectBetween(ms, 190, 200 + lateMs);
    }));
}

async function oneWayMs(rig: Rig): Promise<number> {
  const { client, server } = await rig.open();
  return elapsedMs(async () => {
    client.send('x');
    await server.received(1);
  });
}

async function elapsedMs(action: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await action();
  return performance.now() - startedMs;
}

function expectBetween(ms: number, low: number, high: number): void {
  expect(ms).toBeGreaterThanOrEqual(low);
  expect(ms).toBeLessThanOrEqual(high);
}
