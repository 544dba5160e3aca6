import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'files-rooms-without-case';

/** Keys name rooms in hex: `4e` is N, `6e` is n. */
function lowerCased(key: string): string {
  return key.replace('4e6f746573', '6e6f746573');
}

export const filesRoomsWithoutCase: Mutant = {
  name,
  defect: 'Files rooms under names without their case, so that two of them share one log.',
  caughtBy: ['ROOM-1', 'COLD-1'],
  needs: 'node',
  node: brokenNode(name, {
    disk: (disk) => ({
      ...disk,
      get: (key) => disk.get(lowerCased(key)),
      range: (from, to) => disk.range(lowerCased(from), lowerCased(to)),
      firstKey: (from, to) => disk.firstKey(lowerCased(from), lowerCased(to)),
      batch: (operations, durability, written) =>
        disk.batch(
          operations.map((operation) => ({ ...operation, key: lowerCased(operation.key) })),
          durability,
          written,
        ),
    }),
  }),
};
