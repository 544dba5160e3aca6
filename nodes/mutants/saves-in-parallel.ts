import type { Mutant } from '#harness/contract/mutant.ts';
import { createRoomPersistence } from '#nodes/sync-node/room-persistence.ts';
import { brokenNode } from './broken-node.ts';
import { createUnderWay } from './under-way.ts';

const name = 'saves-in-parallel';

export const savesInParallel: Mutant = {
  name,
  defect:
    'Saves the whole state at every edit, in parallel: an old one that is slow overwrites a newer one.',
  issue: 'hocuspocus#997',
  caughtBy: ['COLD-1', 'STATE-2', 'LOSS-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      createPersistence(storage, room, state, observer) {
        const inner = createRoomPersistence(storage, room, state, observer);
        let saves = 0;
        const underWay = createUnderWay();
        return {
          ...inner,
          append(update) {
            const snapshot = state();
            const slowMs = ++saves % 2 === 0 ? 0 : 200;
            inner.append(update);
            underWay.start(slowMs, () => storage.compact(room, snapshot));
          },
          settled: () => underWay.settled() && inner.settled(),
          async flush() {
            await inner.flush();
            await underWay.flush();
          },
        };
      },
    }),
  }),
};
