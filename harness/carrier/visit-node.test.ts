import { expect, test } from 'vitest';
import type { Connection, UpgradeRequest } from '#harness/contract/connection.ts';
import type { NodeDevice } from '#harness/contract/device.ts';
import { createWorld } from '#harness/world/world.ts';
import { visitNode } from './visit-node.ts';

/** A node that writes down what a stranger does, and may close or throw on its first frame. */
function visited(onMessage: (connection: Connection) => void = () => undefined) {
  const seen: string[] = [];
  const node: Pick<NodeDevice, 'accept'> = {
    accept(connection: Connection, { url }: UpgradeRequest) {
      seen.push(url);
      return {
        message(data) {
          seen.push(`message ${Buffer.from(data).toString('hex')}`);
          onMessage(connection);
        },
        pong: () => undefined,
        close: () => void seen.push(`close at ${world.nowMs()}`),
      };
    },
  };
  const uncaught: unknown[] = [];
  const world = createWorld(1, (_life, error) => void uncaught.push(error));
  const zone = world.zone(world.bear('cloud'), '');
  const frames = [Uint8Array.of(0xff), Uint8Array.of(1)];
  visitNode({ world, node, zone, visit: { room: 'a b', token: 'read-only', frames } });
  return { world, seen, uncaught };
}

test('a stranger asks for its room with its token, sends its frames and leaves a second later', async () => {
  const { world, seen } = visited();
  await world.run(() => false);
  expect(seen).toEqual([
    '/rooms/a%20b?token=read-only',
    'message ff',
    'message 01',
    'close at 1000',
  ]);
});

test('one who is told to go sends no more', async () => {
  const { world, seen } = visited((connection) => connection.close(4401, 'no'));
  await world.run(() => false);
  expect(seen.slice(1)).toEqual(['message ff', 'close at 0']);
});

test('what the node throws at a frame is its own uncaught exception', async () => {
  const { world, uncaught } = visited(() => {
    throw new RangeError('bad frame');
  });
  await world.run(() => false);
  expect(uncaught).toEqual([new RangeError('bad frame'), new RangeError('bad frame')]);
});
