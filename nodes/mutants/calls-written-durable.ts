import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'calls-written-durable';

export const callsWrittenDurable: Mutant = {
  name,
  defect:
    'Reports a record durable when it has left the process, without waiting for the disk to sync.',
  caughtBy: ['STATE-2'],
  needs: 'node',
  node: brokenNode(name, {
    disk: (disk) => ({
      ...disk,
      batch: (operations, _durability, written) => disk.batch(operations, 'written', written),
    }),
  }),
};
