import { describe, expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { RoomStorage } from '#harness/contract/room-storage.ts';
import { syncNode } from './app.ts';
import { createHostedNode } from './hosted-node.ts';
import { readRoom, writeRoom } from './http/room-access.ts';

/** A storage in memory that refuses to work while `failing`. */
function createFickleStorage() {
  const rooms = new Map<string, Uint8Array[]>();
  const control = { failing: false };
  function work<Result>(result: () => Result): Promise<Result> {
    return control.failing ? Promise.reject(new Error('EIO')) : Promise.resolve(result());
  }
  const storage: RoomStorage = {
    load: (room) => work(() => ({ updates: rooms.get(room) ?? [], damage: [] })),
    append: (room, update) =>
      work(() => void rooms.set(room, [...(rooms.get(room) ?? []), update])),
    compact: (room, state) => work(() => void rooms.set(room, [state])),
    rooms: () => work(() => [...rooms.keys()]),
    close: () => Promise.resolve(),
  };
  return { storage, control };
}

function textUpdate(text: string): Uint8Array {
  const doc = new Doc();
  doc.getText('body').insert(0, text);
  return encodeStateAsUpdate(doc);
}

describe('storage that fails', () => {
  test('is said once, seen in health and metrics, and acknowledges nothing until it is over', async () => {
    const { storage, control } = createFickleStorage();
    const said: string[] = [];
    const app = syncNode({ storage, say: (line) => said.push(line) });
    const ask = (path: string, init?: RequestInit) =>
      app.handle(new Request(`http://localhost${path}`, init));
    control.failing = true;
    const posted = ask('/rooms/r', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: textUpdate('kept').slice(),
    });
    let answered = false;
    void Promise.resolve(posted).then(() => (answered = true));
    while (said.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(said).toEqual(['storage of room "r" fails, trying again: Error: EIO']);
    const sick = await ask('/health');
    expect([sick.status, await sick.json()]).toEqual([
      503,
      { status: 'storage failing', failingRooms: 1 },
    ]);
    expect(await (await ask('/metrics')).text()).toContain('\nsync_node_failing_rooms 1\n');
    expect(answered).toBe(false);
    control.failing = false;
    expect((await posted).status).toBe(204);
    expect((await ask('/health')).status).toBe(200);
    expect((await storage.load('r')).updates.length).toBe(1);
    await app.decorator.syncNode.close();
  });
});

describe('a room', () => {
  test('that is evicted while an update is posted to it keeps the update', async () => {
    const { storage } = createFickleStorage();
    const hosted = createHostedNode({ storage });
    const room = hosted.node.rooms.enter('r');
    await room.loaded;
    const evicted = hosted.node.rooms.evict(room);
    expect(await writeRoom(hosted, 'r', textUpdate('in time'))).toBe('stored');
    await evicted;
    expect(hosted.node.rooms.count()).toBe(0);
    const doc = new Doc();
    applyUpdate(doc, (await readRoom(hosted, 'r')) ?? new Uint8Array());
    expect(doc.getText('body').toString()).toBe('in time');
    await hosted.close();
  });

  test('is read from storage without being opened', async () => {
    const { storage } = createFickleStorage();
    await storage.append('r', textUpdate('stored'));
    const hosted = createHostedNode({ storage });
    expect(await readRoom(hosted, 'r')).not.toBeNull();
    expect([hosted.node.rooms.count(), await hosted.roomNames()]).toEqual([0, ['r']]);
    await hosted.close();
  });

  test('is not opened for a post beyond the limit, nor once the node has stopped', async () => {
    const hosted = createHostedNode({ maxRooms: 1 });
    expect(await writeRoom(hosted, 'a', textUpdate('x'))).toBe('stored');
    expect(await writeRoom(hosted, 'b', textUpdate('x'))).toBe('full');
    await hosted.close();
    expect(await writeRoom(hosted, 'a', textUpdate('x'))).toBe('full');
  });
});
