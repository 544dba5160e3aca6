// Eight bytes that announce four billion awareness entries. Does the server live?
// Usage: node awareness-count.mjs 'ws://127.0.0.1:PORT/ROOM'
import { WebSocket } from 'ws';

const url = process.argv[2] ?? 'ws://127.0.0.1:1234/count';
const open = () =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
const socket = await open();
socket.on('close', (code) => console.log(`the connection was closed with ${code}`));
socket.send(Uint8Array.of(1, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 1));
await new Promise((resolve) => setTimeout(resolve, 2_000));
await open().then(
  () => console.log('the server lives'),
  (error) => console.log(`the server is gone: ${error.message}`),
);
process.exit();
