// A document with two stock y-websocket providers is the only bridge between two servers. What one server
// sent, and had to wait for what the other one has, never reaches that other one.
import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import * as decoding from 'lib0/decoding';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';

// The first server is @y/websocket-server. Of the second, only a connection is needed: it sends two
// updates when told to, and shows what it is sent. It holds the first half of what a user wrote.
const first = new WebSocketServer({ server: createServer().listen(41_250, '127.0.0.1') });
first.on('connection', setupWSConnection);
const second = new WebSocketServer({ server: createServer().listen(41_251, '127.0.0.1') });

const author = new Doc({ guid: 'author' });
const updates = [];
author.on('update', (update) => updates.push(update));
author.getText('body').insert(0, 'Hello');
author.getText('body').insert(5, ' World');
const [hello, world] = updates;

const heldBySecond = new Doc();
applyUpdate(heldBySecond, hello);
const update = (bytes) => Uint8Array.of(0, 2, bytes.length, ...bytes);
const step2 = (bytes) => Uint8Array.of(0, 1, bytes.length, ...bytes);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let toBridge;
second.on('connection', (socket) => {
  toBridge = socket;
  socket.binaryType = 'arraybuffer';
  socket.on('message', (data) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== 0) return;
    const step = decoding.readVarUint(decoder);
    if (step === 0) socket.send(step2(Uint8Array.of(0, 0))); // It had nothing yet.
    else applyUpdate(heldBySecond, decoding.readVarUint8Array(decoder));
  });
});

const bridge = new Doc();
const providers = [];
const options = { WebSocketPolyfill: WebSocket, disableBc: true };
for (const port of [41_250, 41_251])
  providers.push(new WebsocketProvider(`ws://127.0.0.1:${port}`, 'room', bridge, options));
await pause(1_000);

// The second half reaches the bridge by way of the first server, and waits there for the first half.
const { getYDoc } = await import('@y/websocket-server/utils');
for (const socket of getYDoc('room').conns.keys()) socket.send(update(world));
await pause(500);
console.log('bridge waits:', bridge.store.pendingStructs !== null);

// The first half comes from the second server.
toBridge.send(update(hello));
await pause(2_000);
const text = (doc) => JSON.stringify(doc.getText('body').toString());
console.log('bridge:', text(bridge), ' first server:', text(getYDoc('room')));
console.log('second server, 2 s later:', text(heldBySecond));
console.log(
  'expected: "Hello World" everywhere;',
  encodeStateAsUpdate(bridge).length,
  'bytes held',
);
process.exit();
