// One WebSocket frame with a reserved opcode ends the server process.
// Usage: node websocket-error-ends-the-process.mjs [SERVER.js, which listens on $PORT]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';

const standard = new URL(
  '../../../node_modules/@y/websocket-server/src/server.js',
  import.meta.url,
);
const script = process.argv[2] ?? fileURLToPath(standard);
const port = 41_234;
const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port) };
const server = spawn(process.execPath, [script, String(port)], { env, stdio: 'inherit' });
await new Promise((resolve) => setTimeout(resolve, 2_000));

const upgrade = request({
  host: '127.0.0.1',
  port,
  path: '/room',
  headers: {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  },
});
upgrade.end();
const [, socket] = await once(upgrade, 'upgrade');
socket.on('error', () => undefined);
socket.write(Uint8Array.of(0x8f, 0x80, 1, 2, 3, 4));

const exit = once(server, 'exit').then(([code]) => `the server ended with exit code ${code}`);
const later = new Promise((resolve) => setTimeout(resolve, 2_000, 'the server lives'));
console.log(await Promise.race([exit, later]));
server.kill();
process.exit();
