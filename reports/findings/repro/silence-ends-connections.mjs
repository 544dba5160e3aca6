// Clients that show no presence are sent nothing, take their connections for dead after 30 s, and dial again.
import { HocuspocusProvider } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { createYjsServer } from 'yjs-server';

const reference = new WebSocketServer({ host: '127.0.0.1', port: 41_280 });
reference.on('connection', setupWSConnection);
const yjs = createYjsServer({ createDoc: () => new Doc() });
const other = new WebSocketServer({ host: '127.0.0.1', port: 41_281 });
other.on('connection', (socket, request) => yjs.handleConnection(socket, request));
await new Server({
  port: 41_282,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
}).listen();

/** How often each client connected. */
const connected = new Map();
const count = (server, status) => {
  if (status === 'connected') connected.set(server, (connected.get(server) ?? 0) + 1);
};

for (const [server, port] of [
  ['@y/websocket-server', 41_280],
  ['yjs-server', 41_281],
]) {
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, 'room', new Doc(), {
    WebSocketPolyfill: WebSocket,
    disableBc: true,
  });
  provider.awareness.setLocalState(null);
  provider.on('status', ({ status }) => count(server, status));
}
const hocuspocus = new HocuspocusProvider({
  url: 'ws://127.0.0.1:41282',
  name: 'room',
  document: new Doc(),
  awareness: null,
  WebSocketPolyfill: WebSocket,
  onOpen: () => count('hocuspocus', 'connected'),
});

setTimeout(() => {
  for (const [server, times] of connected)
    console.log(`${server}: its client connected ${times} times in 75 s`);
  hocuspocus.destroy();
  process.exit(0);
}, 75_000);
