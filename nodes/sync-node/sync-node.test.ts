import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { afterEach, describe, expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import { opaqueFrame, step1Frame, updateFrame } from './frames.ts';
import { messageType } from './message-type.ts';
import type { SyncNodeParts } from './parts.ts';
import { createSyncNode, type SyncNode } from './sync-node.ts';

const open: SyncNode[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((node) => node.close()));
});

function nodeWith(
  parts: Partial<SyncNodeParts> = {},
  storage: RoomStorage | null = null,
): SyncNode {
  const node = createSyncNode({ nodeId: 'n', gc: true, storage, parts });
  open.push(node);
  return node;
}

/** A bare client: a document that applies every sync message, and all frames it was sent. */
function connect(node: SyncNode, url = '/rooms/blog') {
  const doc = new Doc();
  const frames: Uint8Array[] = [];
  const closed: number[] = [];
  const handler = node.accept(
    {
      send(frame) {
        frames.push(frame);
        const decoder = createDecoder(frame);
        if (readVarUint(decoder) === messageType.sync && readVarUint(decoder) !== 0) {
          applyUpdate(doc, readVarUint8Array(decoder), 'wire');
        }
        return true;
      },
      close: (code) => void closed.push(code),
      ping: () => undefined,
      bufferedBytes: () => 0,
    },
    { url, headers: {} },
    `c${frames.length}`,
  );
  return {
    doc,
    frames,
    closed,
    handler,
    kinds: () => frames.map((frame) => frame.slice(0, 2).join('.')),
  };
}

function insert(text: string): Uint8Array {
  const doc = new Doc();
  doc.getText('body').insert(0, text);
  return encodeStateAsUpdate(doc);
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('handshake', () => {
  test('a joiner is asked for its state and given what it lacks', async () => {
    const node = nodeWith();
    const writer = connect(node);
    await settled();
    writer.handler.message(updateFrame(insert('hello')));
    const joiner = connect(node);
    await settled();
    expect(joiner.kinds()).toEqual(['0.0']);
    joiner.handler.message(step1Frame(joiner.doc));
    expect(joiner.doc.getText('body').toString()).toBe('hello');
  });

  test('what arrives before the room is loaded is not lost, and is answered after it', async () => {
    let finish = (): void => undefined;
    const stored = insert('stored');
    const storage: RoomStorage = {
      load: () =>
        new Promise((resolve) => (finish = () => resolve({ updates: [stored], damage: [] }))),
      append: () => Promise.resolve(),
      compact: () => Promise.resolve(),
      rooms: () => Promise.resolve([]),
      close: () => Promise.resolve(),
    };
    const client = connect(nodeWith({}, storage));
    client.handler.message(step1Frame(client.doc));
    await settled();
    expect(client.frames).toEqual([]);
    finish();
    await settled();
    expect(client.doc.getText('body').toString()).toBe('stored');
  });

  test('an edit sent in the tick of the close still counts', async () => {
    const node = nodeWith();
    const stays = connect(node);
    const leaves = connect(node);
    leaves.handler.message(updateFrame(insert('last words')));
    leaves.handler.close();
    await settled();
    stays.handler.message(step1Frame(stays.doc));
    expect(stays.doc.getText('body').toString()).toBe('last words');
  });
});

describe('relay', () => {
  test('an update goes to every connection but its origin, and a repeated one to nobody', async () => {
    const node = nodeWith();
    const [a, b, c] = [connect(node), connect(node), connect(node)];
    await settled();
    const update = updateFrame(insert('x'));
    for (const { frames } of [a, b, c]) frames.length = 0;
    a.handler.message(update);
    a.handler.message(update);
    expect([a, b, c].map(({ frames }) => frames.length)).toEqual([0, 1, 1]);
  });

  test('what waited for an update goes to the connection that brought it, too', async () => {
    const node = nodeWith();
    const [one, other] = [connect(node), connect(node)];
    await settled();
    const author = new Doc();
    author.getText('body').insert(0, 'first ');
    const first = encodeStateAsUpdate(author);
    const before = encodeStateVector(author);
    author.getText('body').insert(6, 'second');
    const second = encodeStateAsUpdate(author, before);
    one.handler.message(updateFrame(second));
    other.handler.message(updateFrame(first));
    applyUpdate(other.doc, first);
    expect(other.doc.getText('body').toString()).toBe('first second');
  });

  test('presence goes to every connection, its origin too', async () => {
    const node = nodeWith();
    const [a, b] = [connect(node), connect(node)];
    await settled();
    for (const { frames } of [a, b]) frames.length = 0;
    const awareness = new Awareness(a.doc);
    awareness.setLocalState({ name: 'a' });
    const update = encodeAwarenessUpdate(awareness, [a.doc.clientID]);
    a.handler.message(Uint8Array.of(messageType.awareness, update.length, ...update));
    expect(
      [a, b].map(({ kinds }) => kinds().filter((kind) => kind.startsWith('1.')).length),
    ).toEqual([1, 1]);
    awareness.destroy();
  });

  test('a state at the clock of its own departure is answered by a null, so that its client renews it (y-websocket#122)', async () => {
    const node = nodeWith();
    const [a, b] = [connect(node), connect(node)];
    await settled();
    const awareness = new Awareness(a.doc);
    awareness.setLocalState({ name: 'a' });
    const state = encodeAwarenessUpdate(awareness, [a.doc.clientID]);
    const departure = encodeAwarenessUpdate(awareness, [a.doc.clientID], new Map());
    const frame = (body: Uint8Array): Uint8Array =>
      Uint8Array.of(messageType.awareness, body.length, ...body);
    a.handler.message(frame(state));
    a.handler.message(frame(departure));
    a.frames.length = 0;
    a.handler.message(frame(state));
    const answer = a.frames[0] ?? new Uint8Array();
    applyAwarenessUpdate(awareness, answer.slice(2), 'wire');
    expect(awareness.meta.get(a.doc.clientID)?.clock).toBe(2);
    expect(b.frames.length).toBeGreaterThan(0);
    awareness.destroy();
  });
});

describe('admission', () => {
  test('a read-only connection changes nothing, by update or by step 2', async () => {
    const node = nodeWith({
      authenticate: ({ url }) => (url.includes('ro') ? 'read-only' : 'read-write'),
    });
    const reader = connect(node, '/rooms/blog?ro');
    await settled();
    const update = insert('forbidden');
    reader.handler.message(updateFrame(update));
    reader.handler.message(Uint8Array.of(0, 1, update.length, ...update));
    expect(encodeStateVector(node.rooms.enter('blog').doc)).toEqual(Uint8Array.of(0));
  });

  test('a denied connection is told why, closed for good, and what it sent is not applied', async () => {
    const node = nodeWith({ authenticate: () => Promise.resolve({ denied: 'wrong token' }) });
    const stranger = connect(node);
    stranger.handler.message(updateFrame(insert('forbidden')));
    await settled();
    expect(stranger.kinds()).toEqual(['2.0']);
    expect(stranger.closed).toEqual([4401]);
    expect([...node.rooms.all()]).toEqual([]);
  });

  test('authentication that fails of itself is no admission, and worth another try: 1011', async () => {
    const node = nodeWith({ authenticate: () => Promise.reject(new Error('no answer')) });
    const client = connect(node);
    client.handler.message(updateFrame(insert('forbidden')));
    await settled();
    expect([client.frames, client.closed]).toEqual([[], [1011]]);
    expect(node.rooms.count()).toBe(0);
  });

  test('what is held before admission is bounded: 1009', async () => {
    const client = connect(nodeWith({ authenticate: () => new Promise(() => undefined) }));
    client.handler.message(new Uint8Array(5 * 1024 * 1024));
    expect(client.closed).toEqual([]);
    client.handler.message(new Uint8Array(1));
    expect(client.closed).toEqual([1009]);
  });

  test('over the limits a client is told to try again later: 1013', async () => {
    const node = createSyncNode({
      nodeId: 'n',
      gc: true,
      storage: null,
      limits: { maxConnections: 2, maxRooms: 1 },
    });
    open.push(node);
    const [inside, other] = [connect(node, '/rooms/a'), connect(node, '/rooms/b')];
    expect([inside.closed, other.closed]).toEqual([[], [1013]]);
    const third = connect(node, '/rooms/a');
    expect(third.closed).toEqual([1013]);
    other.handler.close();
    third.handler.close();
    expect(connect(node, '/rooms/a').closed).toEqual([]);
  });

  test.each(['/rooms/', '/', '/rooms/%', '/other/blog'])(
    'the path %s names no room: 4400',
    (url) => {
      expect(connect(nodeWith(), url).closed).toEqual([4400]);
    },
  );

  test('room names are decoded once and are never paths', () => {
    const node = nodeWith();
    for (const url of ['/rooms/a%2Fb', '/rooms/..', '/rooms/__proto__', '/rooms/%2525'])
      connect(node, url);
    expect([...node.rooms.all()].map(({ name }) => name)).toEqual([
      'a/b',
      '..',
      '__proto__',
      '%25',
    ]);
  });
});

describe('malformed frames', () => {
  test.each([
    ['an empty frame', new Uint8Array()],
    ['an unknown sync message', Uint8Array.of(0, 9, 0)],
    ['a length beyond the frame', Uint8Array.of(0, 2, 200, 1)],
    ['awareness that is no JSON', Uint8Array.of(1, 5, 1, 1, 1, 1, 0x7b)],
    ['an unknown type', Uint8Array.of(99, 1, 2)],
    ['text', 'hello'],
  ])('%s is survived, and the connection still works', async (_what, frame) => {
    const node = nodeWith();
    const client = connect(node);
    await settled();
    client.handler.message(frame);
    client.handler.message(updateFrame(insert('still here')));
    expect(node.rooms.enter('blog').doc.getText('body').toString()).toBe('still here');
    expect(client.closed).toEqual([]);
  });

  test('an update that ends within an item is not applied in part, and the room goes on', async () => {
    const node = nodeWith();
    const [a, b] = [connect(node), connect(node)];
    await settled();
    // Yjs would take in its first item, and then announce no update of the document ever again.
    const cut = '01029d81f5f004002701016d026b3001e0009d81f5f004000178017d0100';
    a.handler.message(updateFrame(Buffer.from(cut, 'hex')));
    a.handler.message(updateFrame(insert('still here')));
    expect(b.doc.getText('body').toString()).toBe('still here');
    expect(node.rooms.enter('blog').doc.share.has('m')).toBe(false);
  });

  test('several messages in one frame are all handled', async () => {
    const node = nodeWith();
    const client = connect(node);
    await settled();
    client.frames.length = 0;
    client.handler.message(Uint8Array.of(...updateFrame(insert('x')), ...step1Frame(new Doc())));
    expect(client.kinds()).toEqual(['0.1']);
  });
});

describe('acknowledgement', () => {
  test('is echoed only once every earlier update of the connection is durable', async () => {
    let durable = (): void => undefined;
    const storage: RoomStorage = {
      load: () => Promise.resolve({ updates: [], damage: [] }),
      append: () => new Promise((resolve) => (durable = resolve)),
      compact: () => Promise.resolve(),
      rooms: () => Promise.resolve([]),
      close: () => Promise.resolve(),
    };
    const client = connect(nodeWith({}, storage));
    await settled();
    client.frames.length = 0;
    client.handler.message(updateFrame(insert('x')));
    client.handler.message(opaqueFrame(messageType.acknowledge, Uint8Array.of(7)));
    await settled();
    expect(client.frames).toEqual([]);
    durable();
    await settled();
    expect(client.frames).toEqual([Uint8Array.of(102, 7)]);
  });

  test('is not given to a read-only connection, whose writes were refused', async () => {
    const client = connect(nodeWith({ authenticate: () => 'read-only' }));
    await settled();
    client.frames.length = 0;
    client.handler.message(updateFrame(insert('x')));
    client.handler.message(opaqueFrame(messageType.acknowledge, Uint8Array.of(7)));
    await settled();
    expect(client.frames).toEqual([]);
  });

  test('covers an update that Yjs set aside because something before it is missing', async () => {
    const stored: Uint8Array[] = [];
    const storage: RoomStorage = {
      load: () => Promise.resolve({ updates: [], damage: [] }),
      append: (_room, update) => Promise.resolve(void stored.push(update)),
      compact: () => Promise.resolve(),
      rooms: () => Promise.resolve([]),
      close: () => Promise.resolve(),
    };
    const writer = new Doc();
    const updates: Uint8Array[] = [];
    writer.on('update', (update: Uint8Array) => void updates.push(update));
    writer.getText('body').insert(0, 'a');
    writer.getText('body').insert(1, 'b');
    const [first = new Uint8Array(), second = new Uint8Array()] = updates;
    const client = connect(nodeWith({}, storage));
    await settled();
    client.handler.message(updateFrame(second));
    client.handler.message(opaqueFrame(messageType.acknowledge, Uint8Array.of(7)));
    await settled();
    expect(client.frames.at(-1)).toEqual(Uint8Array.of(102, 7));
    const restarted = new Doc();
    for (const update of [...stored, first]) applyUpdate(restarted, update);
    expect(restarted.getText('body').toString()).toBe('ab');
  });
});
