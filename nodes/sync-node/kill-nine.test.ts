import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyUpdate, Doc } from 'yjs';
import { createRandom } from '#harness/world/random.ts';
import { opaqueFrame, updateFrame } from './frames.ts';
import { messageType } from './message-type.ts';
import { connectRaw } from './testing/raw-client.ts';
import { spawnServer } from './testing/spawn-server.ts';

/** A sample in CI; 200 where the claim is to be proved. */
const kills = Number(process.env['YARDSTICK_KILLS'] ?? 20);
/** Edits sent ahead of their acknowledgement. */
const ahead = 32;

/** A document of one writer whose every edit sets one key; gives the update of each. */
function createWriter(name: string) {
  const doc = new Doc();
  let latest = new Uint8Array();
  let edits = 0;
  doc.on('update', (update: Uint8Array) => (latest = update.slice()));
  return () => {
    const key = `${name}-${++edits}`;
    doc.getMap('edits').set(key, 'x'.repeat(200));
    return { key, update: latest };
  };
}

/** Edits by WebSocket, several ahead, until the connection ends; tells each that was acknowledged. */
async function writeBySocket(port: number, name: string, acknowledged: (key: string) => void) {
  const edit = createWriter(name);
  const { socket, closed } = await connectRaw(`ws://127.0.0.1:${port}/rooms/r`);
  const sendOne = (): void => {
    const { key, update } = edit();
    socket.send(updateFrame(update));
    socket.send(opaqueFrame(messageType.acknowledge, Buffer.from(key)));
  };
  socket.on('message', (frame: Buffer) => {
    if (frame[0] !== messageType.acknowledge) return;
    acknowledged(frame.subarray(1).toString());
    sendOne();
  });
  for (let count = 0; count < ahead; count++) sendOne();
  await closed;
}

/** Edits by HTTP, one after the other, until the server is gone. */
async function writeByPost(port: number, name: string, acknowledged: (key: string) => void) {
  const edit = createWriter(name);
  const headers = { 'content-type': 'application/octet-stream' };
  for (;;) {
    const { key, update } = edit();
    try {
      const url = `http://127.0.0.1:${port}/rooms/r`;
      const response = await fetch(url, { method: 'POST', headers, body: update });
      if (response.status !== 204) throw new Error(`answered ${response.status}`);
      acknowledged(key);
    } catch {
      return;
    }
  }
}

async function keysHeld(port: number): Promise<ReadonlySet<string>> {
  const response = await fetch(`http://127.0.0.1:${port}/rooms/r`);
  const doc = new Doc();
  if (response.status === 200) applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
  return new Set(doc.getMap('edits').keys());
}

test(
  `kill -9 at ${kills} random moments loses no acknowledged edit`,
  { timeout: kills * 10_000 + 60_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'kill-nine-'));
    const random = createRandom(1);
    const promised: string[] = [];
    for (let kill = 0; kill <= kills; kill++) {
      // By turns on both runtimes, over one folder; compacting often, so that many kills fall into one.
      const runtime = kill % 2 === 0 ? 'node' : 'bun';
      const server = await spawnServer(runtime, { dataDir, compactEvery: 5 });
      const held = await keysHeld(server.port);
      expect(promised.filter((key) => !held.has(key))).toEqual([]);
      // A kill after so many acknowledgements falls at any moment of the write that follows.
      let left = random.integer(1, 150);
      let dead: Promise<void> | null = null;
      const acknowledged = (key: string): void => {
        promised.push(key);
        if (--left <= 0) dead ??= server.kill();
      };
      if (kill === kills) dead = server.kill();
      else {
        await Promise.all([
          writeBySocket(server.port, `socket ${kill}`, acknowledged),
          writeByPost(server.port, `post ${kill}`, acknowledged),
        ]);
      }
      await dead;
    }
    expect(promised.length).toBeGreaterThanOrEqual(kills);
    await rm(dataDir, { recursive: true });
  },
);
