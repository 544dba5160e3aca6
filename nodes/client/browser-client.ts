import type { ClientImplementation } from '#harness/contract/device.ts';
import type { ProviderFactory, ReconnectTimings } from '#harness/contract/provider.ts';
import { createBrowserStorage } from './browser-storage.ts';
import { createClientDevice } from './client-device.ts';

/** The client of the simulator: y-indexeddb and, unless another is given, y-websocket's provider, unmodified. */
export function createBrowserClient(
  durability: 'relaxed' | 'strict',
  provider: { readonly create?: ProviderFactory; readonly reconnects?: ReconnectTimings } = {},
): ClientImplementation {
  const { create, reconnects } = provider;
  return {
    name: 'browser',
    awareness: 'facade',
    ...(reconnects !== undefined && { reconnects }),
    install(spec) {
      const storage = spec.storage === 'none' ? null : createBrowserStorage(durability);
      const options = { storage, ...(create !== undefined && { createProvider: create }) };
      return { storage, start: (context) => createClientDevice(context, options) };
    },
  };
}
