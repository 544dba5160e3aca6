import type { ClientImplementation } from '#harness/contract/device.ts';
import { createBrowserStorage } from './browser-storage.ts';
import { createClientDevice } from './client-device.ts';

/** The client of the simulator: y-websocket providers and y-indexeddb, unmodified. */
export function createBrowserClient(durability: 'relaxed' | 'strict'): ClientImplementation {
  return {
    name: 'browser',
    awareness: 'facade',
    install(spec) {
      const storage = spec.storage === 'none' ? null : createBrowserStorage(durability);
      return { storage, start: (context) => createClientDevice(context, { storage }) };
    },
  };
}
