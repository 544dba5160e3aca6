import { expect, test } from 'vitest';
import { withRig } from './rig.ts';

/** Which bytes each toxic lets through, and what a change of it does to living connections. */
export function toxicBytes(url: () => string): void {
  test('limit_data cuts at its byte and closes both sides', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'limit_data', stream: 'upstream', attributes: { bytes: 1000 } });
      const { client, server } = await rig.open();
      client.send(Buffer.alloc(2500));
      expect(await server.ending()).toBe('fin after 1000');
      expect(await client.ending()).toMatch(/^(fin|rst) after 0$/);
    }));

  test('limit_data added to a living connection counts from there', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      client.send(Buffer.alloc(300));
      await server.received(300);
      await rig.add({ type: 'limit_data', stream: 'upstream', attributes: { bytes: 100 } });
      client.send(Buffer.alloc(100));
      expect(await server.ending()).toBe('fin after 400');
    }));

  test('limit_data lowered below its count closes at the next byte', () =>
    withRig(url(), async (rig) => {
      const limit = { type: 'limit_data', name: 'limit', stream: 'upstream' } as const;
      await rig.add({ ...limit, attributes: { bytes: 1000 } });
      const { client, server } = await rig.open();
      client.send(Buffer.alloc(300));
      await server.received(300);
      await rig.change('limit', { bytes: 200 });
      server.send('still open');
      await client.received(10);
      client.send('x');
      expect(await server.ending()).toBe('fin after 300');
    }));

  test('timeout 0 drops one direction silently; its removal closes both sides', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'timeout', name: 'hole', stream: 'upstream' });
      const { client, server } = await rig.open();
      client.send('lost');
      server.send('passes');
      expect(await client.received(6)).toBe('passes');
      await rig.remove('hole');
      expect(await client.ending()).toBe('fin after 6');
      expect(await server.ending()).toBe('fin after 0');
    }));

  test('bandwidth 0 holds everything back; its removal lets all go on', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'bandwidth', name: 'hole', stream: 'upstream' });
      const { client, server } = await rig.open();
      client.send('one ');
      client.send('two');
      server.send('passes');
      await client.received(6);
      expect(server.count).toBe(0);
      await rig.remove('hole');
      expect(await server.received(7)).toBe('one two');
    }));

  test('slicer keeps the payload', () =>
    withRig(url(), async (rig) => {
      const attributes = { average_size: 64, size_variation: 32, delay: 10 };
      await rig.add({ type: 'slicer', stream: 'upstream', attributes });
      const { client, server } = await rig.open();
      const text = Array.from({ length: 1000 }, (_, index) => `${index},`).join('');
      client.send(text);
      expect(await server.received(text.length)).toBe(text);
    }));

  test('noop and a toxic of toxicity 0 change nothing', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'noop', stream: 'upstream' });
      await rig.add({ type: 'timeout', stream: 'upstream', toxicity: 0 });
      const { client, server } = await rig.open();
      client.send('passes');
      expect(await server.received(6)).toBe('passes');
    }));

  test('toxics are in force at once for connections of a proxy enabled after them', () =>
    withRig(url(), async (rig) => {
      await rig.setEnabled(false);
      await rig.add({ type: 'limit_data', stream: 'upstream', attributes: { bytes: 3 } });
      await rig.setEnabled(true);
      const { client, server } = await rig.open();
      client.send('12345');
      expect(await server.ending()).toBe('fin after 3');
    }));

  test('toxicity is drawn once per connection, and again when a toxic is added behind', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'limit_data', stream: 'upstream', toxicity: 0.5 });
      const pairs = await Promise.all(Array.from({ length: 60 }, () => rig.open()));
      const survivors = async (among: typeof pairs): Promise<typeof pairs> => {
        const alive = among.map(async ({ client, server }) => {
          client.send('x');
          return server.receivedOrEnded(server.count + 1);
        });
        const lives = await Promise.all(alive);
        return among.filter((_pair, index) => lives[index]);
      };
      const spared = await survivors(pairs);
      expect(spared.length).toBeGreaterThan(0);
      expect(spared.length).toBeLessThan(60);
      await rig.add({ type: 'noop', stream: 'downstream' });
      expect(await survivors(spared)).toHaveLength(spared.length);
      await rig.add({ type: 'noop', stream: 'upstream' });
      expect((await survivors(spared)).length).toBeLessThan(spared.length);
    }));

  test('POST /reset enables the proxy and removes its toxics from living connections', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'bandwidth', stream: 'upstream' });
      const { client, server } = await rig.open();
      client.send('held');
      await rig.api.call('POST', '/reset');
      expect(await server.received(4)).toBe('held');
      expect(await rig.api.call('GET', '/proxies/rig/toxics')).toEqual([]);
    }));
}
