// Edits that every client has seen are missing after SIGTERM and a start over the same folder.
// Usage: node sigterm-loses-writes.mjs [SERVER.js]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';

const standard = new URL(
  '../../../node_modules/@y/websocket-server/src/server.js',
  import.meta.url,
);
const script = process.argv[2] ?? fileURLToPath(standard);
const port = 41_235;
const folder = mkdtempSync(join(tmpdir(), 'sigterm-'));
const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: folder };
const start = async () => {
  const server = spawn(process.execPath, [script], { env });
  await once(server.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return server;
};
const dial = (doc) =>
  new WebsocketProvider(`ws://127.0.0.1:${port}`, 'room', doc, {
    WebSocketPolyfill: WebSocket,
    disableBc: true,
  });

let server = await start();
const [a, b] = [new Doc(), new Doc()];
const providers = [dial(a), dial(b)];
await Promise.all(providers.map((provider) => new Promise((done) => provider.once('sync', done))));
const seen = new Promise((resolve) => {
  b.on('update', () => b.getArray('list').length === 200 && resolve());
});
for (let index = 0; index < 200; index++) a.getArray('list').push([index]);
await seen;
server.kill('SIGTERM');
await once(server, 'exit');
for (const provider of providers) provider.destroy();

server = await start();
const late = new Doc();
const provider = dial(late);
await new Promise((resolve) => setTimeout(resolve, 2_000));
console.log(
  `both clients had 200 edits; after the restart there are ${late.getArray('list').length}`,
);
provider.destroy();
server.kill('SIGKILL');
process.exit();
