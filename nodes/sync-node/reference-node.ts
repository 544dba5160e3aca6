import type { NodeImplementation } from '#harness/contract/device.ts';
import { admitByToken } from './admit-by-token.ts';
import { createNodeDevice } from './node-device.ts';
import { createMemoryDisk } from './storage/memory-disk.ts';

/** Our own node, unchanged, on a simulated disk. */
export const referenceNode: NodeImplementation = {
  name: 'yardstick',
  awareness: 'facade',
  install(spec) {
    const storage = spec.storage === 'none' ? null : createMemoryDisk();
    return {
      storage,
      start: (context) =>
        createNodeDevice(context, { disk: storage, parts: { authenticate: admitByToken } }),
    };
  },
};
