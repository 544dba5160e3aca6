import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { roomsApart } from './rooms-apart.ts';
import { hello } from './testing/hello.ts';

describe('ROOM-1 rooms do not leak into each other', () => {
  const twoRooms = (leak: boolean) => {
    const run = hello('cloud', 'tablet');
    const other = new Y.Doc();
    other.clientID = 50;
    other.getText('text').insert(0, 'private');
    run.builder.add('phone', {
      ...{
        kind: 'edit',
        room: 'other',
        replica: 'phone',
        action: 'text.insert',
        args: [],
        root: 'text',
        rootType: 'text',
      },
      ...{ inserted: [{ client: 50, clock: 0, length: 7 }], deleted: [] },
    });
    if (leak) Y.applyUpdate(run.docs.tablet, Y.encodeStateAsUpdate(other));
    const history = run.end().builder.build();
    return roomsApart.check({ ...history, rooms: [...history.rooms, 'other'] });
  };

  test('passes when they do not, and names what leaked', () => {
    expect(twoRooms(false).verdict).toBe('pass');
    expect(twoRooms(true).detail).toBe('tablet holds 50:0 of room "other" in room "blog"');
  });
});
