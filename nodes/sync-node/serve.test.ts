import { createServer } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { Elysia } from 'elysia';
import { toNodeHandler } from 'srvx/node';
import { WebSocket } from 'ws';
import { describe, expect, test } from 'vitest';
import { UsageError } from '#harness/contract/usage-error.ts';
import { describeServer } from './adapters/server-contract.ts';
import { syncNode } from './app.ts';
import { serve } from './serve.ts';
import { spawnServer } from './testing/spawn-server.ts';
import { startServer } from './testing/start-server.ts';

describeServer('on Node', startServer);
describeServer('on Bun', (options) => spawnServer('bun', options));

describe('an app with the plugin', () => {
  test('that is started without serve answers an upgrade with 426 and the remedy', async () => {
    const app = new Elysia().use(syncNode());
    const server = createServer(toNodeHandler((request) => app.fetch(request)) as never);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/rooms/r`);
    socket.on('error', () => undefined);
    const [, response] = await once(socket, 'unexpected-response');
    let body = '';
    for await (const chunk of response) body += String(chunk);
    expect([response.statusCode, body]).toEqual([426, expect.stringContaining('serve(app')]);
    server.close();
  });

  test('keeps its own routes', async () => {
    const serving = await startServer({});
    const response = await fetch(`http://127.0.0.1:${serving.port}/`);
    expect(await response.text()).toBe('somebody’s app');
    await serving.stop();
  });

  test('is needed by serve', async () => {
    await expect(serve(new Elysia(), { port: 0 })).rejects.toThrow(UsageError);
  });
});

describe('a request line that is no URL', () => {
  test.each(['GET http://[ HTTP/1.1', 'GET //[ HTTP/1.1', 'GET rooms HTTP/1.1'])(
    '%s harms nobody',
    async (line) => {
      const serving = await startServer({});
      for (const headers of ['', 'Upgrade: websocket\r\nConnection: Upgrade\r\n']) {
        const socket = connect(serving.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.end(`${line}\r\nHost: x\r\n${headers}\r\n`);
        socket.resume();
        await once(socket, 'close');
      }
      expect((await fetch(`http://127.0.0.1:${serving.port}/health`)).status).toBe(200);
      await serving.stop();
    },
  );
});
