import { expect, test } from 'vitest';
import { withRig } from './rig.ts';

/** How connections end, seen from both sides as FIN or RST and the bytes before it. */
export function tcpEndings(url: () => string): void {
  test('bytes pass both ways, and a FIN of the client closes both sides fully', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      client.send('hello');
      expect(await server.received(5)).toBe('hello');
      server.send('world!');
      expect(await client.received(6)).toBe('world!');
      client.finish();
      expect(await server.ending()).toBe('fin after 5');
      expect(await client.ending()).toBe('fin after 6');
    }));

  test('half-open connections do not exist: a reply after the FIN is lost', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      client.send('last question');
      client.finish();
      expect(await server.ending()).toBe('fin after 13');
      expect(await client.ending()).toBe('fin after 0');
      server.send('answer');
      expect(client.count).toBe(0);
    }));

  test('a FIN of the server closes both sides', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      server.send('bye');
      server.finish();
      expect(await client.ending()).toBe('fin after 3');
      expect(await server.ending()).toBe('fin after 0');
    }));

  test('an RST of one side is a FIN to the other', () =>
    withRig(url(), async (rig) => {
      const first = await rig.open();
      first.client.reset();
      expect(await first.server.ending()).toBe('fin after 0');
      const second = await rig.open();
      second.server.reset();
      expect(await second.client.ending()).toBe('fin after 0');
    }));

  test('a large transfer arrives whole before its FIN', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      client.send(Buffer.alloc(5_000_000, 7));
      client.finish();
      expect(await server.ending()).toBe('fin after 5000000');
    }));

  test('a proxy whose upstream does not listen accepts, then closes', () =>
    withRig(url(), async (rig) => {
      await rig.api.call('POST', '/proxies/rig', { upstream: '127.0.0.1:1' });
      expect(await rig.dial().ending()).toBe('fin after 0');
    }));

  test('a proxy whose upstream is no address does the same', () =>
    withRig(url(), async (rig) => {
      await rig.api.call('POST', '/proxies/rig', { upstream: 'garbage' });
      expect(await rig.dial().ending()).toBe('fin after 0');
    }));

  test('disabling closes both sides, refuses dials, and gives the same port back', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      await rig.setEnabled(false);
      expect(await client.ending()).toBe('fin after 0');
      expect(await server.ending()).toBe('fin after 0');
      expect(await rig.dial().ending()).toBe('rst after 0');
      await rig.setEnabled(true);
      const again = await rig.open();
      again.client.send('back');
      expect(await again.server.received(4)).toBe('back');
    }));

  test('another upstream drops connections', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      await rig.api.call('POST', '/proxies/rig', { upstream: '127.0.0.1:1' });
      expect(await client.ending()).toBe('fin after 0');
      expect(await server.ending()).toBe('fin after 0');
    }));

  test('reset_peer resets both sides of a connection that starts under it', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'reset_peer', stream: 'upstream' });
      const { client, server } = await rig.open();
      client.send('lost');
      expect(await client.ending()).toBe('rst after 0');
      expect(await server.ending()).toBe('rst after 0');
    }));

  test('reset_peer only closes a connection that was there before', () =>
    withRig(url(), async (rig) => {
      const { client, server } = await rig.open();
      // Both ends may be connected before the proxy knows of it: it does once bytes have passed.
      client.send('there');
      expect(await server.received(5)).toBe('there');
      await rig.add({ type: 'reset_peer', stream: 'upstream' });
      server.send('other direction');
      expect(await client.received(15)).toBe('other direction');
      client.send('lost');
      expect(await client.ending()).toBe('fin after 15');
      expect(await server.ending()).toBe('fin after 5');
    }));

  test('reset_peer of toxicity 0 makes every close a reset (Shopify/toxiproxy#603)', () =>
    withRig(url(), async (rig) => {
      await rig.add({ type: 'reset_peer', stream: 'upstream', toxicity: 0 });
      const { client, server } = await rig.open();
      client.send('kept');
      expect(await server.received(4)).toBe('kept');
      client.finish();
      expect(await server.ending()).toBe('rst after 4');
    }));
}
