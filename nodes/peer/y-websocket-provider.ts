import { readTailAsUint8Array } from 'lib0/decoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type { Provider, ProviderOptions, ProviderStatus } from '#harness/contract/provider.ts';

/** y-websocket's own provider, unmodified, without BroadcastChannel (it would bypass every link). */
export function createYWebsocketProvider(options: ProviderOptions): Provider {
  const provider = new WebsocketProvider(
    options.url,
    encodeURIComponent(options.room),
    options.doc,
    {
      // A facade has the surface that the provider uses, not the class.
      awareness: options.awareness as Awareness,
      WebSocketPolyfill: options.WebSocket as unknown as typeof WebSocket,
      params: { ...options.params, ...(options.token === '' ? {} : { token: options.token }) },
      disableBc: true,
      connect: false,
    },
  );
  return {
    origin: provider,
    get synced() {
      return provider.synced;
    },
    get connected() {
      return provider.wsconnected;
    },
    get connecting() {
      return provider.wsconnecting;
    },
    get wanted() {
      return provider.shouldConnect;
    },
    connect: () => provider.connect(),
    disconnect: () => provider.disconnect(),
    destroy: () => provider.destroy(),
    on(
      event: 'status' | 'sync',
      listener: ((status: ProviderStatus) => void) | ((synced: boolean) => void),
    ) {
      if (event === 'sync') {
        provider.on('sync', listener as (synced: boolean) => void);
        return;
      }
      const told = listener as (status: ProviderStatus) => void;
      provider.on('status', ({ status }) => told(status));
      provider.on('closed', () => told('closed'));
    },
    extend(messageType, listener) {
      provider.messageHandlers[messageType] = (_encoder, decoder) => {
        listener(readTailAsUint8Array(decoder));
      };
    },
    send(frame) {
      if (provider.wsconnected) provider.ws?.send(frame as Uint8Array<ArrayBuffer>);
    },
  };
}
