import type { ClientImplementation } from '#harness/contract/device.ts';
import type { ProviderFactory } from '#harness/contract/provider.ts';
import { createBrowserStorage } from './browser-storage.ts';
import { createClientDevice } from './client-device.ts';

/** The client of the simulator: y-indexeddb and, unless another is given, y-websocket's provider, unmodified. */
export function createBrowserClient(
  durability: 'relaxed' | 'strict',
  createProvider?: ProviderFactory,
): ClientImplementation {
  return {
    name: 'browser',
    awareness: 'facade',
    install(spec) {
      const storage = spec.storage === 'none' ? null : createBrowserStorage(durability);
      const options = { storage, ...(createProvider !== undefined && { createProvider }) };
      return { storage, start: (context) => createClientDevice(context, options) };
    },
  };
}
