import { afterEach, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import { WebSocket } from 'ws';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { step1Frame, updateFrame } from '../frames.ts';
import { connectRaw, type RawClient } from '../testing/raw-client.ts';
import type { TestServerOptions } from '../testing/start-server.ts';

/** A server under test, wherever it runs. */
export interface TestServer {
  readonly port: number;
  stop(): Promise<unknown>;
}

const octets = { 'content-type': 'application/octet-stream' };

/** What every carrier of the node must do on real sockets, run against one of them. */
export function describeServer(
  name: string,
  start: (options: TestServerOptions) => Promise<TestServer>,
): void {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function serverWith(options: TestServerOptions = {}) {
    const server = await start(options);
    cleanups.push(() => server.stop());
    return {
      port: server.port,
      stop: () => server.stop(),
      ws: (path: string) => `ws://127.0.0.1:${server.port}${path}`,
      http: (path: string) => `http://127.0.0.1:${server.port}${path}`,
    };
  }

  async function connect(url: string, ...rest: [] | [object]): Promise<RawClient> {
    const client = await connectRaw(url, ...rest);
    cleanups.push(() => client.socket.terminate());
    return client;
  }

  /** An update that sets a map's key to bytes. */
  function updateWith(bytes: Uint8Array): Uint8Array {
    const doc = new Doc();
    doc.getMap('files').set('file', bytes);
    return encodeStateAsUpdate(doc);
  }

  function textUpdate(text: string): Uint8Array<ArrayBuffer> {
    const doc = new Doc();
    doc.getText('body').insert(0, text);
    return encodeStateAsUpdate(doc).slice();
  }

  function textOf(update: Uint8Array): string {
    const doc = new Doc();
    applyUpdate(doc, update);
    return doc.getText('body').toString();
  }

  const isUpdate = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 2;
  const isStep2 = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 1;

  async function stateOver(url: string): Promise<string> {
    const response = await fetch(url);
    return response.status === 200
      ? textOf(new Uint8Array(await response.arrayBuffer()))
      : String(response.status);
  }

  describe(`${name}: frames`, () => {
    test('every byte arrives as it was sent, both ways', async () => {
      const server = await serverWith();
      const [writer, reader] = [
        await connect(server.ws('/rooms/bytes')),
        await connect(server.ws('/rooms/bytes')),
      ];
      await reader.acknowledged();
      const update = updateFrame(updateWith(Uint8Array.from({ length: 256 }, (_, byte) => byte)));
      writer.send(update);
      expect(await reader.frame(isUpdate)).toEqual(update);
    });

    test.each(['hello', '[1,2]', '12', 'true', 'null', '"'])(
      'the text frame %s harms nobody',
      async (text) => {
        const server = await serverWith();
        const client = await connect(server.ws('/rooms/text'));
        client.send(text);
        client.send(updateFrame(textUpdate('still here')));
        await client.acknowledged();
        expect(await stateOver(server.http('/rooms/text'))).toBe('still here');
      },
    );

    test('an edit sent in the tick of the close counts', async () => {
      const server = await serverWith();
      const [stays, leaves] = [
        await connect(server.ws('/rooms/last')),
        await connect(server.ws('/rooms/last')),
      ];
      await stays.acknowledged();
      leaves.send(updateFrame(textUpdate('last words')));
      leaves.socket.close();
      await stays.frame(isUpdate);
    });

    test('a connection that only answers pings is alive, one that does not is closed', async () => {
      const server = await serverWith();
      const alive = await connect(server.ws('/rooms/r'));
      const dead = await connect(server.ws('/rooms/r'), { autoPong: false });
      await Promise.all([alive.acknowledged(), dead.acknowledged()]);
      await fetch(server.http('/beat'), { method: 'POST' });
      let heard: boolean[] = [];
      // Bounded by the test's own time limit.
      while (!heard.includes(true)) {
        heard = (await (await fetch(server.http('/heard'))).json()) as boolean[];
      }
      expect(heard.toSorted()).toEqual([false, true]);
      await fetch(server.http('/beat'), { method: 'POST' });
      expect((await dead.closed).code).toBe(1001);
      await alive.acknowledged();
    });

    test('each connection is itself: what one sends comes back to the others only', async () => {
      const server = await serverWith();
      const clients = await Promise.all([1, 2, 3].map(() => connect(server.ws('/rooms/three'))));
      for (const client of clients) await client.acknowledged();
      for (const [index, client] of clients.entries())
        client.send(updateFrame(textUpdate(`from ${index}`)));
      for (const client of clients) {
        await client.acknowledged();
      }
      for (const client of clients) {
        // A round trip behind the last of the others' updates.
        await client.acknowledged();
        expect(client.frames.filter(isUpdate).length).toBe(2);
      }
    });

    test('y-websocket clients converge through it', async () => {
      const server = await serverWith({ token: 't' });
      const docs = [new Doc(), new Doc()].map((doc, index) => {
        doc.getText('body').insert(0, `<${index}>`);
        const provider = new WebsocketProvider(server.ws('/rooms'), 'a%2Fb c', doc, {
          WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
          disableBc: true,
          params: { token: 't' },
        });
        cleanups.push(() => {
          provider.destroy();
          doc.destroy();
        });
        return doc;
      });
      const [a, b] = docs;
      if (a === undefined || b === undefined) throw new Error('two documents were made');
      await Promise.all(
        [a, b].map(
          (doc) =>
            new Promise<void>((resolve) => {
              const look = (): void => void (doc.getText('body').length === 6 && resolve());
              doc.on('update', look);
              look();
            }),
        ),
      );
      expect(a.getText('body').toString()).toBe(b.getText('body').toString());
    });
  });

  describe(`${name}: who may enter`, () => {
    test('a wrong token: told why, closed for good, and no byte of the document', async () => {
      const server = await serverWith({ token: 's3cret' });
      const writer = await connect(server.ws('/rooms/r?token=s3cret'));
      writer.send(updateFrame(textUpdate('secret')));
      await writer.acknowledged();
      const stranger = await connect(server.ws('/rooms/r?token=guess'));
      stranger.send(step1Frame(new Doc()));
      expect(await stranger.closed).toEqual({ code: 4401, reason: 'wrong token' });
      expect(stranger.frames.map((frame) => [...frame.slice(0, 2)])).toEqual([[2, 0]]);
      expect((await fetch(server.http('/rooms/r'))).status).toBe(401);
      const update = textUpdate('forbidden');
      const post = await fetch(server.http('/rooms/r'), {
        method: 'POST',
        headers: octets,
        body: update,
      });
      expect([post.status, post.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(await stateOver(server.http('/rooms/r?token=s3cret'))).toBe('secret');
    });

    test('the token as bearer is as good as in the query', async () => {
      const server = await serverWith({ token: 's3cret' });
      const headers = { authorization: 'Bearer s3cret' };
      const client = await connect(server.ws('/rooms/r'), { headers });
      await client.acknowledged();
      expect((await fetch(server.http('/rooms'), { headers })).status).toBe(200);
      expect((await fetch(server.http('/metrics'))).status).toBe(401);
      expect((await fetch(server.http('/health'))).status).toBe(200);
    });

    test('a read-only token reads, and writes by no message', async () => {
      const server = await serverWith({ token: 'rw', readOnlyToken: 'ro' });
      const writer = await connect(server.ws('/rooms/r?token=rw'));
      writer.send(updateFrame(textUpdate('written')));
      await writer.acknowledged();
      const reader = await connect(server.ws('/rooms/r?token=ro'));
      const update = textUpdate('forbidden');
      reader.send(updateFrame(update));
      reader.send(Uint8Array.of(0, 1, update.length, ...update));
      reader.send(step1Frame(new Doc()));
      const step2 = await reader.frame(isStep2);
      expect(textOf(step2.subarray(3))).toBe('written');
      const post = await fetch(server.http('/rooms/r?token=ro'), {
        method: 'POST',
        headers: octets,
        body: update,
      });
      expect(post.status).toBe(403);
      expect(await stateOver(server.http('/rooms/r?token=ro'))).toBe('written');
    });

    test('authentication slower than the first frames loses none and answers none before', async () => {
      const server = await serverWith({ token: 't', authDelayMs: 150 });
      const [friend, stranger] = await Promise.all([
        connect(server.ws('/rooms/r?token=t')),
        connect(server.ws('/rooms/r?token=x')),
      ]);
      friend.send(updateFrame(textUpdate('early')));
      stranger.send(updateFrame(textUpdate('forbidden')));
      expect((await stranger.closed).code).toBe(4401);
      await friend.acknowledged();
      expect(await stateOver(server.http('/rooms/r?token=t'))).toBe('early');
    });

    test('pages of other origins may not connect', async () => {
      const server = await serverWith();
      const page = await connect(server.ws('/rooms/r'), { origin: 'https://evil.example' });
      expect((await page.closed).code).toBe(4401);
      const own = await connect(server.ws('/rooms/r'), { origin: 'http://localhost:5173' });
      await own.acknowledged();
    });
  });

  describe(`${name}: rooms`, () => {
    test.each(['/rooms/', '/rooms/%', '/rooms/%ff'])('%s names no room', async (path) => {
      const server = await serverWith();
      expect((await (await connect(server.ws(path))).closed).code).toBe(4400);
      expect((await fetch(server.http(path))).status).toBe(400);
    });

    test('names are decoded once, the same for WebSocket and HTTP, and keep to themselves', async () => {
      const server = await serverWith();
      const names = [
        'a/b',
        'a%2Fb',
        '__proto__',
        'constructor',
        '...',
        'ü \u{1F600}',
        'x'.repeat(1_024),
      ];
      for (const room of names) {
        const client = await connect(server.ws(`/rooms/${encodeURIComponent(room)}`));
        client.send(updateFrame(textUpdate(room)));
        await client.acknowledged();
      }
      for (const room of names)
        expect(await stateOver(server.http(`/rooms/${encodeURIComponent(room)}`))).toBe(room);
      const listed = (await (await fetch(server.http('/rooms'))).json()) as { id: string }[];
      expect(listed.map(({ id }) => id)).toEqual(names.toSorted());
    });
  });

  describe(`${name}: over HTTP`, () => {
    test('an update posted is stored, given back, and told to who is connected', async () => {
      const server = await serverWith();
      const client = await connect(server.ws('/rooms/r'));
      await client.acknowledged();
      const body = textUpdate('posted');
      const post = await fetch(server.http('/rooms/r'), { method: 'POST', headers: octets, body });
      expect(post.status).toBe(204);
      await client.frame(isUpdate);
      const got = await fetch(server.http('/rooms/r'));
      expect(got.headers.get('content-type')).toBe('application/octet-stream');
      expect(textOf(new Uint8Array(await got.arrayBuffer()))).toBe('posted');
      expect((await fetch(server.http('/rooms/other'))).status).toBe(404);
    });

    test('what is no update is refused, and changes nothing', async () => {
      const server = await serverWith();
      const post = (headers: Record<string, string>, body: Uint8Array) =>
        fetch(server.http('/rooms/r'), { method: 'POST', headers, body: body.slice() });
      const truncated = textUpdate('whole').subarray(0, -4);
      expect((await post(octets, truncated)).status).toBe(400);
      expect((await post({ 'content-type': 'text/plain' }, textUpdate('x'))).status).toBe(415);
      expect(await stateOver(server.http('/rooms/r'))).toBe('404');
    });

    test('metrics and health speak of numbers, never of names', async () => {
      const server = await serverWith();
      const client = await connect(server.ws('/rooms/hush'));
      client.send(updateFrame(textUpdate('x')));
      client.send(Uint8Array.of(0, 9, 0));
      await client.acknowledged();
      const metrics = await fetch(server.http('/metrics'));
      expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
      const text = await metrics.text();
      for (const line of ['connections 1', 'rooms 1', 'malformed_total 1', 'acknowledged_total 1'])
        expect(text).toContain(`\nsync_node_${line}\n`);
      expect(text).not.toContain('hush');
      expect(await (await fetch(server.http('/health'))).json()).toEqual({
        status: 'ok',
        failingRooms: 0,
      });
    });
  });

  describe(`${name}: limits`, () => {
    test('a message at the limit passes; one byte more closes with 1009, and nobody else', async () => {
      const maxMessageBytes = 2_000;
      const server = await serverWith({ maxMessageBytes });
      const client = await connect(server.ws('/rooms/r'));
      const other = await connect(server.ws('/rooms/r'));
      const atLimit = new Uint8Array(maxMessageBytes);
      atLimit[0] = 99;
      client.send(atLimit);
      await client.acknowledged();
      client.send(new Uint8Array(maxMessageBytes + 1));
      expect((await client.closed).code).toBe(1009);
      await other.acknowledged();
    });

    test('a body over the limit gets 413, its length declared or not', async () => {
      const maxMessageBytes = 2_000;
      const server = await serverWith({ maxMessageBytes });
      const url = server.http('/rooms/r');
      const big = new Uint8Array(maxMessageBytes + 1);
      const declared = await fetch(url, { method: 'POST', headers: octets, body: big });
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(big);
          controller.close();
        },
      });
      const streamed = await fetch(url, {
        method: 'POST',
        headers: octets,
        body,
        duplex: 'half',
      } as RequestInit);
      expect([declared.status, streamed.status]).toEqual([413, 413]);
    });

    test('over the limits a client is told to try again later', async () => {
      const server = await serverWith({ maxConnections: 2, maxRooms: 1 });
      const inside = await connect(server.ws('/rooms/a'));
      const second = await connect(server.ws('/rooms/b'));
      expect(await second.closed).toEqual({ code: 1013, reason: 'too many rooms' });
      await inside.acknowledged();
    });

    test('a slow reader is ended, and until then was sent every frame', async () => {
      const server = await serverWith({ maxBufferedBytes: 200_000 });
      const [writer, slow] = [
        await connect(server.ws('/rooms/r')),
        await connect(server.ws('/rooms/r')),
      ];
      await slow.acknowledged();
      slow.socket.pause();
      const doc = new Doc();
      const sent: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array) => void sent.push(updateFrame(update)));
      const slowReaders = async (): Promise<boolean> =>
        (await (await fetch(server.http('/metrics'))).text()).includes('slow_readers_total 1');
      // Kernel buffers take some megabytes before the server's own fill.
      for (let count = 0; count < 2_000 && !(await slowReaders()); count++) {
        doc.getMap('files').set('file', new Uint8Array(100_000).fill(count));
        writer.send(sent.at(-1) ?? '');
        await writer.acknowledged();
      }
      expect(await slowReaders()).toBe(true);
      slow.socket.resume();
      await slow.closed;
      const received = slow.frames.filter(isUpdate);
      expect(received.length).toBeLessThan(sent.length);
      for (const [index, frame] of received.entries())
        expect(Buffer.compare(frame, sent[index] ?? new Uint8Array())).toBe(0);
    });
  });

  describe(`${name}: listening`, () => {
    test('a port in use is one clear line', async () => {
      const { port } = await serverWith();
      await expect(start({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
    });

    test('wss works with a certificate and its key', async () => {
      const { port } = await serverWith({ secure: true });
      const client = await connect(`wss://127.0.0.1:${port}/rooms/r`, {
        rejectUnauthorized: false,
      });
      client.send(updateFrame(textUpdate('sealed')));
      await client.acknowledged();
    });

    test('it stops with sockets open, and tells them that it is going away', async () => {
      const server = await serverWith();
      const client = await connect(server.ws('/rooms/r'));
      await client.acknowledged();
      await server.stop();
      expect((await client.closed).code).toBe(1001);
    });
  });
}
