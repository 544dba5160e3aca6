import type { Mutant } from '#harness/contract/mutant.ts';
import { createRoomPersistence } from '#nodes/sync-node/room-persistence.ts';
import { brokenNode } from './broken-node.ts';

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
        let writing = 0;
        return {
          ...inner,
          append(update) {
            writing++;
            storage
              .append(room, update, () => observer.written(update))
              .then(() => observer.durable(update), observer.failed)
              .finally(() => writing--);
          },
          settled: () => writing === 0,
        };
      },
    }),
  }),
};
