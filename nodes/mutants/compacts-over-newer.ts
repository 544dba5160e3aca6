import type { Mutant } from '#harness/contract/mutant.ts';
import { createRoomPersistence } from '#nodes/sync-node/room-persistence.ts';
import { brokenNode } from './broken-node.ts';
import { createUnderWay } from './under-way.ts';

const name = 'compacts-over-newer';

export const compactsOverNewer: Mutant = {
  name,
  defect: 'Compacts its log to a state it read before the last records were appended.',
  issue: 'y-leveldb, class of trimming bugs',
  caughtBy: ['COLD-1', 'STATE-2', 'LOSS-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      createPersistence(storage, room, state, observer) {
        const inner = createRoomPersistence(storage, room, state, observer);
        let records = 0;
        const underWay = createUnderWay();
        return {
          ...inner,
          append(update) {
            inner.append(update);
            if (++records % 5 !== 0) return;
            const merged = state();
            underWay.start(500, () => storage.compact(room, merged));
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
