import { afterEach, describe, expect, test } from 'vitest';
import type { ClientSocket, LinkControl } from '#harness/contract/network.ts';

/** One link with a server behind it, as the contract drives it. */
export interface LinkUnderTest {
  readonly control: LinkControl;
  /** Id of the link, for `control`. */
  readonly link: string;
  /** Dials a room through the link. */
  dial(): ClientSocket;
  /** What the server received on all its connections, as text, in order. */
  readonly received: readonly string[];
  /** Sends text on every connection that the server holds open. */
  broadcast(text: string): void;
  /** Connections that the server was told the end of. */
  ended(): number;
  /** Lets time pass until the condition holds; false when it never did within the carrier's bound. */
  until(condition: () => boolean): Promise<boolean>;
  /** Lets enough time pass for what is not held to arrive. */
  linger(): Promise<void>;
  close(): Promise<void>;
}

/** A dialled socket and everything it was told. */
interface Client {
  readonly socket: ClientSocket;
  readonly received: string[];
  readonly closeCodes: number[];
  send(text: string): void;
}

/** The promises that every carrier of links keeps, whatever its clock; no times are asserted. */
export function linkContract(name: string, create: () => Promise<LinkUnderTest>): void {
  describe(`${name} keeps the contract of links:`, () => {
    const made: LinkUnderTest[] = [];
    afterEach(async () => {
      for (const link of made.splice(0)) await link.close();
    });

    async function connected(): Promise<{ on: LinkUnderTest; client: Client }> {
      const on = await create();
      made.push(on);
      const client = dialled(on);
      expect(await on.until(() => client.socket.readyState === 1)).toBe(true);
      return { on, client };
    }

    test('frames arrive whole and in order, both ways', async () => {
      const { on, client } = await connected();
      const frames = Array.from({ length: 50 }, (_, index) => String(index).repeat(1 + index * 97));
      for (const frame of frames) {
        client.send(frame);
        on.broadcast(frame);
      }
      await on.until(() => on.received.length >= 50 && client.received.length >= 50);
      expect(on.received).toEqual(frames);
      expect(client.received).toEqual(frames);
    });

    test('a close travels with its code, and both ends are told once', async () => {
      const { on, client } = await connected();
      client.socket.close(4001, 'bye');
      await on.until(() => client.closeCodes.length > 0 && on.ended() > 0);
      await on.linger();
      expect([client.closeCodes, on.ended()]).toEqual([[4001], 1]);
    });

    test.each(['blackhole', 'one-way'] as const)(
      'a %s holds what the dialler sends; after the heal the same connection goes on, in order',
      async (kind) => {
        const { on, client } = await connected();
        await on.control.cut(on.link, kind);
        for (const text of ['a', 'b', 'c']) client.send(text);
        await on.linger();
        expect(on.received).toEqual([]);
        expect(client.socket.readyState).toBe(1);
        await on.control.heal(on.link);
        client.send('d');
        await on.until(() => on.received.length >= 4);
        expect(on.received).toEqual(['a', 'b', 'c', 'd']);
        expect([client.closeCodes, on.ended()]).toEqual([[], 0]);
      },
    );

    test('a blackhole holds what the listener sends, too', async () => {
      const { on, client } = await connected();
      await on.control.cut(on.link, 'blackhole');
      on.broadcast('a');
      on.broadcast('b');
      await on.linger();
      expect(client.received).toEqual([]);
      await on.control.heal(on.link);
      await on.until(() => client.received.length >= 2);
      expect(client.received).toEqual(['a', 'b']);
    });

    test('a dial into a blackhole opens after the heal', async () => {
      const { on } = await connected();
      await on.control.cut(on.link, 'blackhole');
      const late = dialled(on);
      await on.linger();
      expect(late.socket.readyState).toBe(0);
      await on.control.heal(on.link);
      expect(await on.until(() => late.socket.readyState === 1)).toBe(true);
    });

    test('a drop ends both sides with 1006 and refuses dials until the heal', async () => {
      const { on, client } = await connected();
      await on.control.cut(on.link, 'drop');
      await on.until(() => client.closeCodes.length > 0 && on.ended() > 0);
      expect([client.closeCodes, on.ended()]).toEqual([[1006], 1]);
      const refused = dialled(on);
      await on.until(() => refused.closeCodes.length > 0);
      expect(refused.closeCodes).toEqual([1006]);
      await on.control.heal(on.link);
      const next = dialled(on);
      expect(await on.until(() => next.socket.readyState === 1)).toBe(true);
    });

    test('a reset ends both sides with 1006 at the next frame at the latest, and dials go on', async () => {
      const { on, client } = await connected();
      await on.control.reset(on.link);
      client.send('into the reset');
      on.broadcast('into the reset');
      await on.until(() => client.closeCodes.length > 0 && on.ended() > 0);
      expect([client.closeCodes, on.ended()]).toEqual([[1006], 1]);
      const next = dialled(on);
      expect(await on.until(() => next.socket.readyState === 1)).toBe(true);
    });

    test('a live connection is shaped without losing or reordering anything', async () => {
      const { on, client } = await connected();
      const texts = Array.from({ length: 30 }, (_, index) => String(index));
      for (const [index, text] of texts.entries()) {
        if (index === 10) {
          await on.control.shape(on.link, { latencyMs: 30, jitterMs: 20, bytesPerSecond: 20_000 });
        }
        if (index === 20) await on.control.shape(on.link, { latencyMs: 0, jitterMs: 0 });
        client.send(text);
      }
      await on.until(() => on.received.length >= texts.length);
      expect(on.received).toEqual(texts);
    });

    test('healing a link that is whole changes nothing', async () => {
      const { on, client } = await connected();
      client.send('before');
      await on.control.heal(on.link);
      client.send('after');
      await on.until(() => on.received.length >= 2);
      expect(on.received).toEqual(['before', 'after']);
    });
  });
}

function dialled(on: LinkUnderTest): Client {
  const socket = on.dial();
  socket.binaryType = 'arraybuffer';
  const client: Client = {
    socket,
    received: [],
    closeCodes: [],
    send: (text) => {
      if (socket.readyState === 1) socket.send(new TextEncoder().encode(text));
    },
  };
  socket.onmessage = ({ data }) =>
    void client.received.push(typeof data === 'string' ? data : new TextDecoder().decode(data));
  socket.onclose = ({ code }) => void client.closeCodes.push(code);
  socket.onerror = () => undefined;
  return client;
}
