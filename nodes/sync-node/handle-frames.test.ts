import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import { opaqueFrame, step1Frame, updateFrame } from './frames.ts';
import { messageType } from './message-type.ts';
import { silent } from './node-events.ts';
import type { Access } from './session.ts';
import { createSyncNode } from './sync-node.ts';

/** A node with one room, a writer whose frames arrive together, a reader, and what is stored. */
async function roomOf(access: Access = 'read-write') {
  const stored: Uint8Array[] = [];
  const disk = { store: (): void => undefined };
  const storage: RoomStorage = {
    load: () => Promise.resolve({ updates: [], damage: [] }),
    append: (_room, update) =>
      new Promise((resolve) => {
        disk.store = () => {
          stored.push(update);
          resolve();
        };
      }),
    compact: () => Promise.resolve(),
    rooms: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  const counts = { malformed: 0, refused: 0 };
  const node = createSyncNode({
    nodeId: 'n',
    gc: true,
    storage,
    parts: { authenticate: ({ url }) => (url.includes('writer') ? access : 'read-write') },
    events: {
      ...silent,
      malformed: () => void counts.malformed++,
      refused: () => void counts.refused++,
    },
  });
  function join(name: string) {
    const frames: Uint8Array[] = [];
    const connection = {
      send: (frame: Uint8Array) => frames.push(frame) > 0,
      close: () => undefined,
      ping: () => undefined,
      bufferedBytes: () => 0,
    };
    return {
      frames,
      handler: node.accept(connection, { url: `/rooms/r?${name}`, headers: {} }, name),
    };
  }
  const [writer, reader] = [join('writer'), join('reader')];
  await turn();
  for (const { frames } of [writer, reader]) frames.length = 0;
  return {
    counts,
    disk,
    stored,
    replies: writer.frames,
    relayed: reader.frames,
    arrive: (...frames: (Uint8Array | string)[]) => writer.handler.messages?.(frames),
    text: () => node.rooms.enter('r').doc.getText('body').toString(),
  };
}

/** One update a character, as somebody types. */
function typed(text: string): Uint8Array[] {
  const doc = new Doc();
  const frames: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => frames.push(updateFrame(update)));
  for (const [index, character] of [...text].entries())
    doc.getText('body').insert(index, character);
  return frames;
}

function largeUpdate(): Uint8Array {
  const doc = new Doc();
  doc.getMap('files').set('file', new Uint8Array(70_000));
  return encodeStateAsUpdate(doc);
}

/** The text in sync messages: a type, a kind, a length of one byte, and an update. */
function textIn(frames: readonly Uint8Array[]): string {
  const doc = new Doc();
  for (const frame of frames) applyUpdate(doc, frame.slice(3));
  return doc.getText('body').toString();
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const frameOf = (hex: string): Uint8Array => updateFrame(Buffer.from(hex, 'hex'));

test('updates in a row are relayed and stored as one', async () => {
  const room = await roomOf();
  room.arrive(...typed('abc'));
  expect(room.relayed.length).toBe(1);
  expect(textIn(room.relayed)).toBe('abc');
  room.disk.store();
  await turn();
  expect(room.stored).toEqual([room.relayed[0]?.slice(3)]);
});

test('an update too large to go with others goes alone', async () => {
  const room = await roomOf();
  room.arrive(...typed('ab'), updateFrame(largeUpdate()), ...typed('cd'));
  expect(room.relayed.length).toBe(3);
});

test.each([
  ['that cannot be decoded', frameOf('ff')],
  // Yjs integrates its first item, then fails to end the transaction and announces nothing of it.
  [
    'after which Yjs fails',
    frameOf('01029d81f5f004002701016d026b3001e0009d81f5f004000178017d0100'),
  ],
  ['of text', 'hello'],
])('a frame %s costs itself alone, and is counted', async (_what, bad) => {
  const room = await roomOf();
  const [first = bad, ...rest] = typed('abcd');
  room.arrive(first, bad, ...rest);
  expect(room.counts.malformed).toBe(1);
  expect(textIn(room.relayed)).toBe('abcd');
  expect(room.text()).toBe('abcd');
});

test('step 1 is answered with what came before it, and nothing that came after', async () => {
  const room = await roomOf();
  const [first = '', second = '', third = ''] = typed('abc');
  room.arrive(first, second, step1Frame(new Doc()), third);
  expect(textIn(room.replies)).toBe('ab');
  expect(room.text()).toBe('abc');
});

test('several messages in one frame keep their order, too', async () => {
  const room = await roomOf();
  const [first = Uint8Array.of(), second = Uint8Array.of()] = typed('ab');
  room.arrive(Uint8Array.of(...first, ...step1Frame(new Doc())), second);
  expect(textIn(room.replies)).toBe('a');
});

test('an acknowledgement waits until the updates before it are stored', async () => {
  const room = await roomOf();
  room.arrive(...typed('abc'), opaqueFrame(messageType.acknowledge, Uint8Array.of(7)));
  await turn();
  expect(room.replies).toEqual([]);
  room.disk.store();
  await turn();
  expect(room.replies).toEqual([Uint8Array.of(102, 7)]);
});

test('each update of a read-only connection is refused', async () => {
  const room = await roomOf('read-only');
  room.arrive(...typed('abc'));
  expect(room.counts.refused).toBe(3);
  expect([room.relayed, room.text()]).toEqual([[], '']);
});
