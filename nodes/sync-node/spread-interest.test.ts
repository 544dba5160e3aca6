import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Dial } from '#nodes/peer/dial.ts';
import { opaqueFrame } from './frames.ts';
import { createInterest } from './interest.ts';
import { messageType } from './message-type.ts';
import { createSyncNode, type SyncNode } from './sync-node.ts';

/** Longer than users are believed to be there, and rooms to be needed. */
const longMs = 120_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A node that keeps nothing and dials one other, which has all it knows. */
function dialling(): { node: SyncNode; made: () => number; standing: () => number } {
  let made = 0;
  let ended = 0;
  const openDial = (): Dial => {
    made++;
    const provider = { synced: true, send: () => undefined } as unknown as Dial['provider'];
    return {
      link: 'other',
      provider,
      status: () => ({ link: 'other', status: 'connected', synced: true, wanted: true }),
      askAcknowledgement: () => undefined,
      destroy: () => void ended++,
    };
  };
  const node = createSyncNode({
    nodeId: 'n',
    gc: true,
    storage: null,
    parts: {},
    openDials: () => [openDial()],
  });
  return { node, made: () => made, standing: () => made - ended };
}

function join(node: SyncNode, url = '/rooms/blog') {
  const kinds: (number | undefined)[] = [];
  const handler = node.accept(
    {
      send: (frame) => kinds.push(frame[0]) > 0,
      close: () => undefined,
      ping: () => undefined,
      bufferedBytes: () => 0,
    },
    { url, headers: {} },
    'c',
  );
  // Alive, as one whose socket answers pings.
  const alive = setInterval(() => handler.pong(), 1_000);
  return {
    handler,
    beacons: () => kinds.filter((kind) => kind === messageType.interest).length,
    leave() {
      clearInterval(alive);
      handler.close();
    },
  };
}

test('a node hangs up once nobody uses the room, and dials again, once, when somebody does', async () => {
  const { node, made, standing } = dialling();
  const { leave } = join(node);
  await vi.advanceTimersByTimeAsync(longMs);
  expect([made(), standing()]).toEqual([1, 1]);
  leave();
  await vi.advanceTimersByTimeAsync(longMs);
  expect([made(), standing()]).toEqual([1, 0]);
  const again = join(node);
  await vi.advanceTimersByTimeAsync(longMs);
  expect([made(), standing()]).toEqual([2, 1]);
  again.leave();
  await node.close();
});

test('a room that is closed dials nobody, though another node still tells of users', async () => {
  const { node, standing } = dialling();
  const other = join(node, '/rooms/blog?node=other');
  await vi.advanceTimersByTimeAsync(longMs);
  expect(standing()).toBe(0);
  await node.close();
  other.handler.message(
    opaqueFrame(messageType.interest, createInterest('other', () => 1).beacon()),
  );
  expect(standing()).toBe(0);
  other.leave();
});

test('users of a room that was dropped and opened again are news to the other nodes', async () => {
  const { node } = dialling();
  const another = createInterest('another', () => 1);
  const first = node.rooms.enter('blog');
  expect([first, first].map(({ interest }) => another.heard(interest.beacon()))).toEqual([
    true,
    true,
  ]);
  await first.loaded;
  await node.rooms.evict(first);
  const again = node.rooms.enter('blog');
  expect(again).not.toBe(first);
  expect(another.heard(again.interest.beacon())).toBe(true);
  await again.loaded;
  await node.close();
});

test('the first user is told of at once, for a node far off might hang up before the next heartbeat', async () => {
  const { node } = dialling();
  const other = join(node, '/rooms/blog?node=other');
  await vi.advanceTimersByTimeAsync(1);
  expect(other.beacons()).toBe(0);
  const users = [join(node), join(node)];
  await vi.advanceTimersByTimeAsync(1);
  expect(other.beacons()).toBe(1);
  for (const { leave } of [...users, other]) leave();
  await node.close();
});
