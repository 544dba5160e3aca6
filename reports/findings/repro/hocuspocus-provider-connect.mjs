// HocuspocusProviderWebsocket: connect() right after disconnect() is ignored, and the provider stays offline.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import { WebSocket } from 'ws';

const server = new Server({
  port: 41_240,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
});
await server.listen();

const websocketProvider = new HocuspocusProviderWebsocket({
  url: 'ws://127.0.0.1:41240',
  WebSocketPolyfill: WebSocket,
});
const provider = new HocuspocusProvider({ websocketProvider, name: 'room' });
provider.attach();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
await pause(1_000);
console.log('at first:', websocketProvider.status, 'synced:', provider.synced);

websocketProvider.disconnect();
websocketProvider.connect();
await pause(5_000);
console.log(
  '5 s after disconnect() and connect():',
  websocketProvider.status,
  'shouldConnect:',
  websocketProvider.shouldConnect,
);
process.exit();
