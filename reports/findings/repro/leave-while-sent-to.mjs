// A client edits and closes in one tick, while the server sends the edit back to it. Does the server live?
// Usage: node leave-while-sent-to.mjs ws://127.0.0.1:PORT
import { WebSocket } from 'ws';
import { Doc, encodeStateAsUpdate } from 'yjs';

const server = process.argv[2] ?? 'ws://127.0.0.1:1234';
const open = () =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server}/leave-${process.pid}`);
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });

const witness = await open();
const closed = [];
witness.on('close', (code) => closed.push(code));
for (let visit = 1; visit <= 50 && closed.length === 0; visit++) {
  const visitor = await open().catch(() => null);
  if (visitor === null) break;
  const doc = new Doc();
  doc.getText('body').insert(0, `visit ${visit}`);
  const update = encodeStateAsUpdate(doc);
  visitor.send(Uint8Array.of(0, 2, update.length, ...update));
  visitor.close();
  await new Promise((resolve) => setTimeout(resolve, 30));
  if (closed.length > 0)
    console.log(`after ${visit} visits the witness was closed with ${closed[0]}`);
}
await open().then(
  () => console.log('the server lives'),
  (error) => console.log(`the server is gone: ${error.message}`),
);
process.exit();
