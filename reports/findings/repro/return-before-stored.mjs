// A client edits a new room and leaves; the moment it has left another one enters. Is the edit there 2 s later?
// Usage: node return-before-stored.mjs [SERVER.js]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { Doc, encodeStateAsUpdate } from 'yjs';

const standard = new URL(
  '../../../node_modules/@y/websocket-server/src/server.js',
  import.meta.url,
);
const script = process.argv[2] ?? fileURLToPath(standard);
const port = 41_237;
const folder = mkdtempSync(join(tmpdir(), 'return-'));
const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: folder };
const server = spawn(process.execPath, [script], { env });
await once(server.stdout, 'data');
await new Promise((resolve) => setTimeout(resolve, 1_500));

const doc = new Doc();
doc.getText('body').insert(0, 'the edit');
const update = encodeStateAsUpdate(doc);

/** Whether a client that enters as the writer has left is given the edit within 2 s. */
async function visit(room) {
  const writer = new WebSocket(`ws://127.0.0.1:${port}/${room}`);
  await once(writer, 'open');
  writer.send(Uint8Array.of(0, 2, update.length, ...update));
  writer.close();
  await once(writer, 'close');
  const reader = new WebSocket(`ws://127.0.0.1:${port}/${room}`);
  let found = false;
  reader.on('message', (data) => {
    found ||= data.includes('the edit');
  });
  await once(reader, 'open');
  reader.send(Uint8Array.of(0, 0, 1, 0));
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  reader.close();
  return found;
}

const seen = await Promise.all(Array.from({ length: 50 }, (_, index) => visit(`room-${index}`)));
const missing = seen.filter((found) => !found).length;
console.log(`in ${missing} of 50 rooms the next client did not get the edit within 2 s`);
server.kill('SIGKILL');
process.exit();
