// HocuspocusProviderWebsocket gives up a silent connection by calling its own onClose, without the event
// that tells its providers: they go on saying synced while offline, and never say it again afterwards.
import { createServer, connect } from 'node:net';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import { WebSocket } from 'ws';

const server = new Server({
  port: 41_241,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
});
await server.listen();

// A network in between that can swallow everything, and leaves the sockets open.
let swallows = false;
createServer((client) => {
  const upstream = connect(41_241, '127.0.0.1');
  client.on('data', (data) => swallows || upstream.write(data));
  upstream.on('data', (data) => swallows || client.write(data));
  client.on('error', () => undefined);
  upstream.on('error', () => undefined);
}).listen(41_242, '127.0.0.1');

const startedMs = Date.now();
const say = (...words) =>
  console.log(`${((Date.now() - startedMs) / 1_000).toFixed(1)} s `, ...words);
const websocketProvider = new HocuspocusProviderWebsocket({
  url: 'ws://127.0.0.1:41242',
  WebSocketPolyfill: WebSocket,
  messageReconnectTimeout: 3_000, // 30 s by default
  delay: 3_000,
});
const provider = new HocuspocusProvider({ websocketProvider, name: 'room' });
websocketProvider.on('status', ({ status }) => say('status', status, 'synced:', provider.synced));
provider.on('synced', () => say('the provider says synced'));
provider.on('authenticated', () => say('the server answers'));
provider.attach();

setTimeout(() => {
  say('the network swallows everything');
  swallows = true;
}, 1_000);
setTimeout(() => {
  say('the network is back');
  swallows = false;
}, 5_500);
setTimeout(() => process.exit(), 12_000);
