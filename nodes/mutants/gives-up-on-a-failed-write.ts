import type { Mutant } from '#harness/contract/mutant.ts';
import { createRoomPersistence } from '#nodes/sync-node/room-persistence.ts';
import { brokenNode } from './broken-node.ts';
import { createUnderWay } from './under-way.ts';

const name = 'gives-up-on-a-failed-write';

export const givesUpOnAFailedWrite: Mutant = {
  name,
  defect: 'Drops an update for good when its disk refuses it once.',
  issue: 'hocuspocus#954',
  caughtBy: ['COLD-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      createPersistence(storage, room, state, observer) {
        const inner = createRoomPersistence(storage, room, state, observer);
        const underWay = createUnderWay();
        return {
          ...inner,
          append(update) {
            underWay.start(0, () =>
              storage
                .append(room, update, () => observer.written(update))
                .then(() => observer.durable(update), observer.failed),
            );
          },
          settled: underWay.settled,
          flush: underWay.flush,
        };
      },
    }),
  }),
};
