// Hocuspocus: an explicit null of awareness is not passed on, and presence that arrives in the tick
// in which its connection closes stays for 30 s.
import { Server } from '@hocuspocus/server';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc } from 'yjs';

const server = new Server({
  port: 41_236,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
});
await server.listen();
const frame = (type, write) => {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, 'room');
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
};
const connect = async () => {
  const socket = new WebSocket('ws://127.0.0.1:41236');
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(
    frame(2, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, '');
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  return socket;
};
const presence = (awareness) =>
  frame(1, (encoder) => {
    const update = encodeAwarenessUpdate(awareness, [awareness.clientID]);
    encoding.writeVarUint8Array(encoder, update);
  });
const users = () => [...server.hocuspocus.documents.get('room').awareness.getStates().values()];
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_000));

await connect();
const ada = new Awareness(new Doc());
ada.setLocalState({ name: 'Ada' });
const first = await connect();
first.send(presence(ada));
await pause();
ada.setLocalState(null);
first.send(presence(ada));
await pause();
console.log('1 s after Ada sent null, her connection open, the server has', users());
first.close();
await pause();

const bob = new Awareness(new Doc());
bob.setLocalState({ name: 'Bob' });
const second = await connect();
second.send(presence(bob));
second.close();
await pause();
console.log('1 s after Bob sent his presence and closed, the server has', users());
process.exit();
