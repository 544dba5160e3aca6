import { expect, test } from 'vitest';
import type { DrivenProxy } from '../driver/driven-proxy.ts';
import { blackhole, drop, reset, setBandwidth, setLatency } from '../driver/link-faults.ts';
import type { ToxicSpec } from '../driver/toxic-spec.ts';
import { withWebSockets } from './websocket-rig.ts';

/** What link faults and toxics look like to WebSockets, by way of the driver. */
export function websocketTraces(url: () => string): void {
  test('frames pass and come back in order', () =>
    withWebSockets(url(), async ({ open }) => {
      const { client, server } = await open();
      for (let index = 0; index < 100; index += 1) client.send(String(index));
      const expected = Array.from({ length: 100 }, (_, index) => `frame ${index}`);
      expect(await server.events(100)).toEqual(expected);
      client.close();
      expect(await client.events(1)).toEqual(['close 1005']);
      expect((await server.events(101))[100]).toBe('close 1005');
    }));

  test('drop: 1006 on both sides without an error, dials refused, the same port when healed', () =>
    withWebSockets(url(), async ({ open, dial, proxy }) => {
      const { client, server } = await open();
      const heal = await drop(proxy);
      expect(await client.events(1)).toEqual(['close 1006']);
      expect(await server.events(1)).toEqual(['close 1006']);
      expect(await dial().events(2)).toEqual(['error ECONNREFUSED', 'close 1006']);
      await heal();
      const again = await open();
      again.client.send('back');
      expect(await again.server.events(1)).toEqual(['frame back']);
    }));

  test('reset: 1006 at the next frame; a new connection is reset', () =>
    withWebSockets(url(), async ({ open, dial, proxy }) => {
      const { client, server } = await open();
      const heal = await reset(proxy);
      server.send('lost');
      expect(await client.events(1)).toEqual(['close 1006']);
      expect(await dial().events(2)).toEqual(['error ECONNRESET', 'close 1006']);
      await heal();
      const again = await open();
      again.client.send('back');
      expect(await again.server.events(1)).toEqual(['frame back']);
    }));

  test('blackhole: nothing passes, nobody is told, and healing releases all in order', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      const { client, server } = await open();
      const heal = await blackhole(proxy);
      for (const side of [client, server]) for (const text of '123') side.send(text);
      await settle(proxy);
      expect(client.seen()).toEqual([]);
      expect(server.seen()).toEqual([]);
      await heal();
      expect(await client.events(3)).toEqual(['frame 1', 'frame 2', 'frame 3']);
      expect(await server.events(3)).toEqual(['frame 1', 'frame 2', 'frame 3']);
    }));

  test('blackhole one way: the other way still passes', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      const { client, server } = await open();
      const heal = await blackhole(proxy, 'upstream');
      client.send('held');
      server.send('passes');
      expect(await client.events(1)).toEqual(['frame passes']);
      expect(server.seen()).toEqual([]);
      await heal();
      expect(await server.events(1)).toEqual(['frame held']);
    }));

  test('blackhole hides that a side has died', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      const { client, server } = await open();
      const heal = await blackhole(proxy);
      client.terminate();
      await client.events(1);
      await settle(proxy);
      expect(server.seen()).toEqual([]);
      await heal();
      expect(await server.events(1)).toEqual(['close 1006']);
    }));

  test('blackhole stays tight while other toxics come, change and go', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      const { client, server } = await open();
      const heal = await blackhole(proxy);
      for (const text of '123') client.send(text);
      const healLatency = await setLatency(proxy, { latencyMs: 1 });
      await setLatency(proxy, { latencyMs: 2, jitterMs: 1 });
      const healBandwidth = await setBandwidth(proxy, 1000);
      await healLatency();
      await settle(proxy);
      expect(server.seen()).toEqual([]);
      await heal();
      expect(await server.events(3)).toEqual(['frame 1', 'frame 2', 'frame 3']);
      await healBandwidth();
    }));

  test.each(['first', 'last'])(
    'overlapping black holes hold until both heal, the %s first',
    (order) =>
      withWebSockets(url(), async ({ open, proxy }) => {
        const { client, server } = await open();
        const heals = [await blackhole(proxy), await blackhole(proxy)];
        if (order === 'last') heals.reverse();
        client.send('held');
        await heals[0]?.();
        await settle(proxy);
        expect(server.seen()).toEqual([]);
        await heals[1]?.();
        expect(await server.events(1)).toEqual(['frame held']);
      }),
  );

  test('a connection opened into a black hole opens when it heals', () =>
    withWebSockets(url(), async ({ dial, proxy }) => {
      const heal = await blackhole(proxy);
      const client = dial();
      await settle(proxy);
      expect(client.seen()).toEqual([]);
      await heal();
      await client.opened;
    }));

  test('limit_data cuts inside a frame: 1006', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      const { client, server } = await open();
      await proxy.addToxic(upstreamToxic('limit_data', { bytes: 1000 }));
      client.send('x'.repeat(2000));
      expect(await server.events(1)).toEqual(['close 1006']);
      expect((await client.events(1)).at(-1)).toBe('close 1006');
    }));

  test('slow_close lets the close handshake pass and delays the end of the client', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      const { client, server } = await open();
      const attributes = { delay: 60_000 };
      await proxy.addToxic({ name: 'slow', type: 'slow_close', stream: 'downstream', attributes });
      client.close(1000);
      expect(await server.events(1)).toEqual(['close 1000']);
      await settle(proxy);
      expect(client.seen()).toEqual([]);
      await proxy.removeToxic('slow');
      expect(await client.events(1)).toEqual(['close 1000']);
    }));

  test('a change while a reader does not read comes to an end, and the proxy works on', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      const stuck = await open();
      stuck.server.pause();
      stuck.client.send('z'.repeat(64 * 1024 * 1024));
      await stuck.client.stalled();
      await setLatency(proxy, { latencyMs: 1 });
      const { client, server } = await open();
      client.send('passes');
      expect(await server.events(1)).toEqual(['frame passes']);
    }));

  test('a large frame passes whole through bandwidth', () =>
    withWebSockets(url(), async ({ open, proxy }) => {
      await setBandwidth(proxy, 1000);
      const { client, server } = await open();
      client.send('y'.repeat(200_000));
      expect(await server.events(1)).toEqual([`frame ${'y'.repeat(200_000)}`]);
    }));
}

/** By the time a connection of its own has gone to and fro, what could have leaked has leaked. */
async function settle(proxy: DrivenProxy): Promise<void> {
  const spare = { latency: 0, jitter: 0 };
  await proxy.addToxic({ name: 'settle', stream: 'upstream', type: 'latency', attributes: spare });
  await proxy.removeToxic('settle');
}

function upstreamToxic(type: 'limit_data', attributes: { bytes: number }): ToxicSpec {
  return { name: type, type, stream: 'upstream', attributes };
}
