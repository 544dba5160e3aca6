// Who is shown after a socket broke, after a repeater left, and after a state that is not JSON.
// Usage: node awareness-ghosts.mjs 'ws://127.0.0.1:PORT/ROOM'
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';

const url = process.argv[2] ?? `ws://127.0.0.1:1234/ghosts-${process.pid}`;
const shown = new Map();
const open = (hear = () => undefined) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('open', () => resolve(socket));
    socket.on('message', hear);
    socket.on('error', reject);
  });
const presence = (client, clock, state) => {
  const update = encoding.createEncoder();
  encoding.writeVarUint(update, 1);
  encoding.writeVarUint(update, client);
  encoding.writeVarUint(update, clock);
  encoding.writeVarString(update, state);
  const frame = encoding.createEncoder();
  encoding.writeVarUint(frame, 1);
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(update));
  return encoding.toUint8Array(frame);
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
await open((data) => {
  const decoder = createDecoder(new Uint8Array(data));
  if (readVarUint(decoder) !== 1) return;
  const inner = createDecoder(readVarUint8Array(decoder));
  for (let count = readVarUint(inner); count > 0; count--) {
    const client = readVarUint(inner);
    readVarUint(inner);
    shown.set(client, readVarString(inner));
  }
});

const broken = await open();
broken.send(presence(1, 1, '"Broken"'));
await pause(500);
broken.terminate();
await pause(5_000);
console.log('5 s after her socket broke, Broken is shown as', shown.get(1));

const owner = await open();
owner.send(presence(2, 7, '"Owner"'));
await pause(500);
const repeater = await open();
repeater.send(presence(2, 7, '"Owner"'));
await pause(500);
repeater.close();
await pause(1_000);
console.log('after a repeater left, Owner, still connected, is shown as', shown.get(2));

const offender = await open();
offender.send(presence(3, 1, '{"not":'));
await pause(1_000);
console.log('a state that is not JSON arrives at others as', shown.get(3));

const newcomer = await new Promise((resolve) => {
  const heard = [];
  void open((data) => data[0] === 1 && data.length > 3 && heard.push(data)).then(() =>
    setTimeout(resolve, 1_000, heard.length),
  );
});
console.log(`a newcomer is sent ${newcomer} awareness messages within 1 s`);
process.exit();
