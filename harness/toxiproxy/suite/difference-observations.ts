import { setTimeout as delay } from 'node:timers/promises';
import { withRig } from './rig.ts';
import type { ToxiproxyApi } from './toxiproxy-api.ts';
import { within } from './within.ts';

/** Makes a proxy, observes it, and removes it. */
export async function onProxy<T>(
  api: ToxiproxyApi,
  proxy: { name: string; upstream: string; listen?: string },
  observe: (text: string) => Promise<T>,
): Promise<T> {
  const { text } = await api.send('POST', '/proxies', proxy);
  try {
    return await observe(text);
  } finally {
    await api.call('DELETE', `/proxies/${proxy.name}`);
  }
}

/** What adding each of these toxics is answered with. */
export function statusesOfToxics(api: ToxiproxyApi, toxics: readonly unknown[]): Promise<number[]> {
  const proxy = { name: 'refusing', upstream: '127.0.0.1:9', listen: '127.0.0.1:0' };
  return onProxy(api, proxy, async () => {
    const statuses: number[] = [];
    for (const toxic of toxics) {
      statuses.push((await api.send('POST', '/proxies/refusing/toxics', toxic)).status);
    }
    return statuses;
  });
}

/** Fills every buffer from client to server, then adds a toxic behind the blocked stage. */
export async function observeUnreadData(api: ToxiproxyApi): Promise<unknown> {
  let seen = 'nothing';
  await withRig(api.url, async (rig) => {
    const { client, server } = await rig.open();
    server.socket.pause();
    client.send(Buffer.alloc(64 * 1024 * 1024));
    let left = Number.POSITIVE_INFINITY;
    while (client.socket.writableLength < left) {
      left = client.socket.writableLength;
      await delay(100);
    }
    const change = rig.add({ type: 'noop', stream: 'upstream' }).then(
      () => 'answers',
      () => 'refuses',
    );
    seen = await within(1500, 'an answer', change).catch(() => 'hangs');
  });
  return seen;
}

/** Whether a reset_peer in its wait is removed before or after the wait is over. */
export async function observeResetRemoval(api: ToxiproxyApi): Promise<unknown> {
  let seen = 'nothing';
  await withRig(api.url, async (rig) => {
    const { client, server } = await rig.open();
    const attributes = { timeout: 1000 };
    await rig.add({ type: 'reset_peer', name: 'reset', stream: 'upstream', attributes });
    client.send('x');
    // The byte has reached the toxic once a later one went the other way round.
    server.send('y');
    await client.received(1);
    const startedMs = performance.now();
    await rig.remove('reset');
    await client.ending();
    seen = performance.now() - startedMs > 500 ? 'after its wait' : 'at once';
  });
  return seen;
}

/** A latency lets the end pass, a slow_close behind it holds it; both are then removed. */
export async function observeRemovalAfterEnd(api: ToxiproxyApi): Promise<unknown> {
  let seen = 'nothing';
  await withRig(api.url, async (rig) => {
    await rig.add({ type: 'latency', name: 'first', stream: 'upstream' });
    const slow = { type: 'slow_close', name: 'last', stream: 'upstream' } as const;
    await rig.add({ ...slow, attributes: { delay: 60_000 } });
    const { client, server } = await rig.open();
    client.finish();
    await delay(100);
    await rig.remove('first');
    await rig.remove('last');
    seen = await within(500, 'the end', server.ending()).catch(() => 'held');
  });
  return seen;
}

/** Which of 40 connections outlive a byte under `limit_data` 0 of toxicity 0.5. */
export async function drawnConnections(api: ToxiproxyApi): Promise<string> {
  let drawn = '';
  await withRig(api.url, async (rig) => {
    await rig.add({ type: 'limit_data', stream: 'upstream', toxicity: 0.5 });
    for (let count = 0; count < 40; count += 1) {
      const { client, server } = await rig.open();
      client.send('x');
      drawn += (await server.receivedOrEnded(1)) ? '-' : 'x';
    }
  });
  return drawn;
}
