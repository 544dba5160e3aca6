// A connection that was the first to bring a user's state to the server ends, and the server shows the
// user as gone, though the user's own connection is open and has renewed the state since.
import { WebSocket, WebSocketServer } from 'ws';
import { Server } from '@hocuspocus/server';
import { setupWSConnection } from '@y/websocket-server/utils';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { createYjsServer } from 'yjs-server';

const reference = new WebSocketServer({ host: '127.0.0.1', port: 41_260 });
reference.on('connection', setupWSConnection);
const yjs = createYjsServer({ createDoc: () => new Doc() });
const other = new WebSocketServer({ host: '127.0.0.1', port: 41_261 });
other.on('connection', (socket, request) => yjs.handleConnection(socket, request));
await new Server({
  port: 41_262,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
}).listen();

const pause = () => new Promise((resolve) => setTimeout(resolve, 500));

/** A raw client: `send` an awareness frame; `seen` is what it was told of others. */
async function connect(port, isHocuspocus) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/room`);
  socket.binaryType = 'arraybuffer';
  const seen = new Awareness(new Doc());
  seen.setLocalState(null);
  const told = [];
  seen.on('change', ({ added, removed }) =>
    told.push({ added: added.length, gone: removed.length }),
  );
  socket.on('message', (data) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (isHocuspocus) decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) === 1)
      applyAwarenessUpdate(seen, decoding.readVarUint8Array(decoder), 'server');
  });
  const frame = (write) => {
    const encoder = encoding.createEncoder();
    if (isHocuspocus) encoding.writeVarString(encoder, 'room');
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
  };
  await new Promise((resolve) => socket.on('open', resolve));
  if (isHocuspocus)
    frame((encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'token');
    });
  await pause();
  return {
    socket,
    told,
    send: (awareness, id) =>
      frame((encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [id]));
      }),
  };
}

for (const [name, port] of [
  ['@y/websocket-server 0.1.1', 41_260],
  ['yjs-server 0.2.3', 41_261],
  ['@hocuspocus/server 4.7.0', 41_262],
]) {
  const observer = await connect(port, port === 41_262);
  const bridge = await connect(port, port === 41_262);
  const own = await connect(port, port === 41_262);
  const ada = new Awareness(new Doc());
  ada.setLocalState({ name: 'Ada' });
  bridge.send(ada, ada.clientID); // A peer that has Ada from elsewhere is the first to tell.
  await pause();
  ada.setLocalState({ name: 'Ada', cursor: 1 });
  own.send(ada, ada.clientID); // Ada tells it herself, at a higher clock.
  await pause();
  bridge.socket.close();
  await pause();
  console.log(name, 'told an observer of Ada, who is connected:', JSON.stringify(observer.told));
  for (const { socket } of [observer, own]) socket.close();
}
process.exit();
