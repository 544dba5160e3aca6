import type { ClientImplementation } from '#harness/contract/device.ts';
import type { ProviderFactory, ProviderOptions } from '#harness/contract/provider.ts';
import { createBrowserStorage } from '#nodes/client/browser-storage.ts';
import { createClientDevice, type ClientDeviceOptions } from '#nodes/client/client-device.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';

/** The browser-like client with a defect; `replaced` is called once per device, for all its lives. */
export function brokenClient(
  name: string,
  replaced: () => Omit<ClientDeviceOptions, 'storage'>,
): ClientImplementation {
  return {
    name,
    awareness: 'facade',
    install(spec) {
      const storage = spec.storage === 'none' ? null : createBrowserStorage('relaxed');
      const options = replaced();
      return { storage, start: (context) => createClientDevice(context, { storage, ...options }) };
    },
  };
}

/** y-websocket's provider, whose frames go through `filter` on their way out; null drops one. */
export function providerThatSends(
  filter: (frame: Uint8Array) => Uint8Array | null,
): ProviderFactory {
  return (options: ProviderOptions) => {
    class FilteringSocket extends options.WebSocket {
      override send(data: Uint8Array | ArrayBuffer | string): void {
        if (typeof data === 'string') return super.send(data);
        const frame = filter(new Uint8Array(data));
        if (frame !== null) super.send(frame);
      }
    }
    return createYWebsocketProvider({ ...options, WebSocket: FilteringSocket });
  };
}
