// Hocuspocus: an explicit null of awareness is not passed on, and the presence of a client that leaves
// right after its first sync stays for 30 s.
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
  beforeHandleAwareness: async ({ states }) => console.log('  handles', [...states.values()]),
  onDisconnect: async () => console.log('  a client disconnected'),
});
await server.listen();

const frame = (type, write) => {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, 'room');
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
};
const sync = (step, bytes) =>
  frame(0, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, Uint8Array.of(...bytes));
  });
const presence = (awareness) =>
  frame(1, (encoder) => {
    const update = encodeAwarenessUpdate(awareness, [awareness.clientID]);
    encoding.writeVarUint8Array(encoder, update);
  });
const user = (name) => {
  const awareness = new Awareness(new Doc());
  awareness.setLocalState({ name });
  return awareness;
};
/** A connection that has synced: it sent step 1, answered the server's, and got step 2. */
const connect = () =>
  new Promise((resolve) => {
    const socket = new WebSocket('ws://127.0.0.1:41236');
    socket.on('open', () => {
      socket.send(
        frame(2, (encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarString(encoder, 'token');
        }),
      );
      socket.send(sync(0, [0]));
    });
    socket.on('message', (data) => {
      const [type, step] = data.subarray('room'.length + 1);
      if (type === 0 && step === 0) socket.send(sync(1, [0, 0]));
      if (type === 0 && step === 1) resolve(socket);
    });
  });
const users = () => [...server.hocuspocus.documents.get('room').awareness.getStates().values()];
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_000));

await connect();
const first = await connect();
const ada = user('Ada');
first.send(presence(ada));
await pause();
ada.setLocalState(null);
first.send(presence(ada));
await pause();
console.log('1 s after Ada sent null, her connection open, the server has', users());
first.close();
await pause();

const second = await connect();
second.send(presence(user('Bob')));
second.close();
await pause();
console.log('1 s after Bob sent his presence and left, the server has', users());
process.exit();
