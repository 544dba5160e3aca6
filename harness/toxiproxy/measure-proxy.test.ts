import { expect, test } from 'vitest';
import { connectToxiproxy } from './driver/connect-toxiproxy.ts';
import { setLatency } from './driver/link-faults.ts';
import { measureProxy } from './measure-proxy.ts';
import { startToxiproxy } from './start-toxiproxy.ts';

test('measures what a proxy adds', async () => {
  const server = await startToxiproxy();
  const driver = await connectToxiproxy({ apiUrl: server.url });
  const { addedRttMs, directMBps, proxiedMBps } = await measureProxy({
    rounds: 5,
    bytes: 1_000_000,
    async openProxy({ port }) {
      const proxy = await driver.createProxy({ name: `to ${port}`, upstreamPort: port });
      await setLatency(proxy, { latencyMs: 20 });
      return { host: proxy.connectHost, port: proxy.connectPort };
    },
  });
  expect(addedRttMs).toBeGreaterThan(35);
  expect(directMBps).toBeGreaterThan(0);
  expect(proxiedMBps).toBeGreaterThan(0);
  await driver.close();
  await server.stop();
});
