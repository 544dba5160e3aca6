import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { UsageError } from '#harness/contract/usage-error.ts';
import { startToxiproxy } from '../start-toxiproxy.ts';
import { connectToxiproxy } from './connect-toxiproxy.ts';
import type { ToxicSpec } from './toxic-spec.ts';

const lag: ToxicSpec = {
  name: 'lag/1',
  stream: 'upstream',
  type: 'latency',
  attributes: { latency: 5, jitter: 0 },
};

describe('connecting', () => {
  test.each([
    ['{"version": "2.12.0"}\n', '2.12.0'],
    ['{"version": "2.5.0"}\n', '2.5.0'],
    ['{"version": "git"}\n', 'git'],
  ])('accepts a server that says %j', (text, version) =>
    withServer(
      (_request, response) => response.end(text),
      async (apiUrl) => {
        expect((await connectToxiproxy({ apiUrl })).version).toBe(version);
      },
    ),
  );

  test.each([
    ['2.1.4', 'is 2.1.4, too old: start Toxiproxy 2.5 or later'],
    ['{"version": "2.4.9"}\n', 'is 2.4.9, too old'],
    ['<html>hello</html>', 'is not Toxiproxy'],
  ])('refuses a server that says %j', (text, message) =>
    withServer(
      (_request, response) => response.end(text),
      async (apiUrl) => {
        await expect(connectToxiproxy({ apiUrl })).rejects.toThrow(UsageError);
        await expect(connectToxiproxy({ apiUrl })).rejects.toThrow(message);
      },
    ),
  );

  test('says in one line that nothing answers', async () => {
    const connecting = connectToxiproxy({ apiUrl: 'http://127.0.0.1:1' });
    await expect(connecting).rejects.toThrow(UsageError);
    await expect(connecting).rejects.toThrow(/^No Toxiproxy at http:\/\/127\.0\.0\.1:1 .*$/);
  });

  test('does not wait for ever for a server that never answers', () =>
    withServer(
      () => {},
      async (apiUrl) => {
        const connecting = connectToxiproxy({ apiUrl, requestTimeoutMs: 20 });
        await expect(connecting).rejects.toThrow('did not answer within 20 ms: GET /version');
      },
    ));
});

describe('a driven proxy', () => {
  test('has its toxics before it listens, changes and removes them, whatever their names', () =>
    withToxiproxy(async (apiUrl) => {
      const driver = await connectToxiproxy({ apiUrl });
      const proxy = await driver.createProxy({ name: 'a/b?', upstreamPort: 9, toxics: [lag] });
      expect(await listed(apiUrl)).toMatchObject({
        enabled: true,
        listen: `127.0.0.1:${proxy.connectPort}`,
        toxics: [{ type: 'latency', attributes: { latency: 5, jitter: 0 } }],
      });
      await proxy.changeToxic({ ...lag, attributes: { latency: 6, jitter: 1 } });
      expect(await listed(apiUrl)).toMatchObject({ toxics: [{ attributes: { latency: 6 } }] });
      await proxy.removeToxic(lag.name);
      expect(await listed(apiUrl)).toMatchObject({ toxics: [] });
    }));

  test('keeps its port and its toxics while it is disabled', () =>
    withToxiproxy(async (apiUrl) => {
      const driver = await connectToxiproxy({ apiUrl });
      const proxy = await driver.createProxy({ name: 'x', upstreamPort: 9, toxics: [lag] });
      const { connectPort } = proxy;
      await proxy.disable();
      expect(await listed(apiUrl)).toMatchObject({ enabled: false, toxics: [{}] });
      await proxy.enable();
      expect(await listed(apiUrl)).toMatchObject({
        enabled: true,
        listen: `127.0.0.1:${connectPort}`,
      });
    }));

  test('says what is wrong with a toxic', () =>
    withToxiproxy(async (apiUrl) => {
      const driver = await connectToxiproxy({ apiUrl });
      const proxy = await driver.createProxy({ name: 'x', upstreamPort: 9, toxics: [lag] });
      await expect(proxy.addToxic(lag)).rejects.toThrow('has a toxic lag/1 already');
      await expect(proxy.removeToxic('lig')).rejects.toThrow('has no toxic lig; it has: lag/1');
      const bad: ToxicSpec = { ...lag, name: 'bad', type: 'bandwidth', attributes: { rate: -1 } };
      await expect(proxy.addToxic(bad)).rejects.toThrow(/: add bad: .* status code 400$/);
      await proxy.remove();
      await expect(proxy.addToxic(lag)).rejects.toThrow('was removed');
    }));

  test('goes with its driver, and others stay', () =>
    withToxiproxy(async (apiUrl) => {
      const [mine, other] = [
        await connectToxiproxy({ apiUrl }),
        await connectToxiproxy({ apiUrl }),
      ];
      await mine.createProxy({ name: 'same', upstreamPort: 9 });
      const kept = await other.createProxy({ name: 'same', upstreamPort: 9 });
      await mine.close();
      expect(await listed(apiUrl)).toMatchObject({ name: kept.name });
    }));

  test('takes ports of the range only, and says when none is free', () =>
    withToxiproxy(async (apiUrl) => {
      const busy = createTcpServer();
      await once(busy.listen(21_601, '127.0.0.1'), 'listening');
      const driver = await connectToxiproxy({ apiUrl, ports: { from: 21_600, to: 21_602 } });
      const first = await driver.createProxy({ name: '1', upstreamPort: 9 });
      const second = await driver.createProxy({ name: '2', upstreamPort: 9 });
      expect([first.connectPort, second.connectPort]).toEqual([21_600, 21_602]);
      const third = driver.createProxy({ name: '3', upstreamPort: 9 });
      await expect(third).rejects.toThrow('no free port from 21600 to 21602 on 127.0.0.1: widen');
      await first.remove();
      const fourth = await driver.createProxy({ name: '4', upstreamPort: 9 });
      expect(fourth.connectPort).toBe(21_600);
      await driver.close();
      await new Promise((resolve) => busy.close(resolve));
    }));

  test('is made anew, on its port and with the toxics it should have, when the server hangs', () =>
    withToxiproxy((real) =>
      withServer(hangingOnDelete(real), async (apiUrl) => {
        const recreated: string[] = [];
        const onRecreate = (name: string): void => void recreated.push(name);
        const driver = await connectToxiproxy({ apiUrl, requestTimeoutMs: 200, onRecreate });
        const slow: ToxicSpec = { ...lag, name: 'slow' };
        const proxy = await driver.createProxy({ name: 'x', upstreamPort: 9, toxics: [lag, slow] });
        const { connectPort } = proxy;
        await proxy.removeToxic('slow');
        expect(recreated).toEqual([proxy.name]);
        expect(await listed(real)).toMatchObject({
          enabled: true,
          listen: `127.0.0.1:${connectPort}`,
          toxics: [{ name: 'lag_2f_1' }],
        });
      }),
    ));
});

/** Passes requests on, except that the removal of a toxic is never answered. */
function hangingOnDelete(target: string): RequestListener {
  return async (request, response) => {
    if (request.method === 'DELETE' && request.url?.includes('/toxics/')) return;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const { method = 'GET', url = '/' } = request;
    const body = Buffer.concat(pieces);
    const answer = await fetch(target + url, body.length > 0 ? { method, body } : { method });
    response.writeHead(answer.status).end(await answer.text());
  };
}

async function withServer(
  listener: RequestListener,
  test: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  try {
    await test(`http://127.0.0.1:${address.port}`);
  } finally {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}

async function withToxiproxy(test: (url: string) => Promise<void>): Promise<void> {
  const server = await startToxiproxy();
  try {
    await test(server.url);
  } finally {
    await server.stop();
  }
}

/** The only proxy on a server. */
async function listed(url: string): Promise<unknown> {
  const proxies: unknown = await (await fetch(`${url}/proxies`)).json();
  const [only, ...others] = Object.values(proxies ?? {});
  expect(others).toEqual([]);
  return only;
}
