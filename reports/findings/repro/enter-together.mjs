// Five clients enter a new room at the same moment, twenty times: is each answered?
// Usage: node enter-together.mjs ws://127.0.0.1:PORT
import { WebSocket } from 'ws';

const server = process.argv[2] ?? 'ws://127.0.0.1:1234';
const answered = (room) =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${server}/${room}`);
    socket.on('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)));
    socket.on('message', (data) => data[0] === 0 && data[1] === 1 && resolve(true));
    socket.on('error', () => resolve(false));
    setTimeout(resolve, 3_000, false);
  });

let silent = 0;
for (let round = 0; round < 20; round++) {
  const room = `together-${process.pid}-${round}`;
  const answers = await Promise.all(Array.from({ length: 5 }, () => answered(room)));
  silent += answers.filter((answer) => !answer).length;
}
console.log(`${silent} of 100 clients got no step 2 within 3 s`);
process.exit();
