import type { NodeDevice, NodeImplementation } from '#harness/contract/device.ts';
import type { KeyValueStore } from '#harness/contract/key-value-store.ts';
import type { ProviderFactory } from '#harness/contract/provider.ts';
import { admitByToken } from '#nodes/sync-node/admit-by-token.ts';
import { createNodeDevice } from '#nodes/sync-node/node-device.ts';
import type { SyncNodeParts } from '#nodes/sync-node/parts.ts';
import { createMemoryDisk } from '#nodes/sync-node/storage/memory-disk.ts';

/** What is replaced in the reference node. Each is called once per life of each node. */
export interface NodeDefect {
  parts?(): Partial<SyncNodeParts>;
  disk?(disk: KeyValueStore): KeyValueStore;
  createProvider?: ProviderFactory;
  /** Stands between the node and its carrier. */
  device?(device: NodeDevice): NodeDevice;
}

/** The reference node with a defect. */
export function brokenNode(name: string, defect: NodeDefect): NodeImplementation {
  return {
    name,
    awareness: 'facade',
    install(spec) {
      const storage = spec.storage === 'none' ? null : createMemoryDisk();
      return {
        storage,
        start(context) {
          const device = createNodeDevice(context, {
            disk: storage === null ? null : (defect.disk?.(storage) ?? storage),
            parts: { authenticate: admitByToken, ...defect.parts?.() },
            ...(defect.createProvider !== undefined && { createProvider: defect.createProvider }),
          });
          return defect.device?.(device) ?? device;
        },
      };
    },
  };
}
