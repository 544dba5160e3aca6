import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { createEncoder, toUint8Array, writeUint8Array, writeVarString } from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import type { Provider, ProviderOptions, ProviderStatus } from '#harness/contract/provider.ts';
import { eventedSocket } from './evented-socket.ts';

/**
 * Hocuspocus's own provider, unmodified, with a WebSocket for each room. It is connected once the
 * server has answered, as its `connect` event says.
 */
export function createHocuspocusProvider(options: ProviderOptions): Provider {
  const websocket = new HocuspocusProviderWebsocket({
    url: `${options.url}/${encodeURIComponent(options.room)}`,
    WebSocketPolyfill: eventedSocket(options.WebSocket),
    autoConnect: false,
  });
  const provider = new HocuspocusProvider({
    websocketProvider: websocket,
    name: options.room,
    document: options.doc,
    token: options.token,
    // A facade has the surface that the provider uses, not the class.
    awareness: options.awareness as Awareness,
  });
  provider.attach();
  let status: ProviderStatus = 'disconnected';
  let synced = false;
  const statusListeners: ((status: ProviderStatus) => void)[] = [];
  const syncListeners: ((synced: boolean) => void)[] = [];

  function become(next: ProviderStatus): void {
    if (next === status) return;
    status = next;
    for (const listener of statusListeners) listener(next);
  }

  function sync(next: boolean): void {
    if (next === synced) return;
    synced = next;
    for (const listener of syncListeners) listener(next);
  }

  websocket.on('status', ({ status: next }: { status: ProviderStatus }) => {
    if (next !== 'connected') become(next);
  });
  websocket.on('connect', () => become('connected'));
  websocket.on('disconnect', () => sync(false));
  provider.on('synced', () => sync(true));

  return {
    origin: provider,
    get synced() {
      return synced;
    },
    get connected() {
      return status === 'connected';
    },
    get connecting() {
      return status === 'connecting';
    },
    get wanted() {
      return websocket.shouldConnect;
    },
    connect: () => void websocket.connect(),
    disconnect: () => websocket.disconnect(),
    destroy() {
      provider.destroy();
      websocket.destroy();
    },
    on(
      event: 'status' | 'sync',
      listener: ((status: ProviderStatus) => void) | ((synced: boolean) => void),
    ) {
      if (event === 'sync') syncListeners.push(listener as (synced: boolean) => void);
      else statusListeners.push(listener as (status: ProviderStatus) => void);
    },
    send(frame) {
      if (status !== 'connected') return;
      const encoder = createEncoder();
      writeVarString(encoder, options.room);
      writeUint8Array(encoder, frame);
      websocket.send(toUint8Array(encoder));
    },
  };
}
