import type { Mutant } from '#harness/contract/mutant.ts';
import { decodeUpdate } from 'yjs';
import { createRoomPersistence } from '#nodes/sync-node/room-persistence.ts';
import { brokenNode } from './broken-node.ts';

const name = 'stores-no-deletions';

export const storesNoDeletions: Mutant = {
  name,
  defect: 'Stores only updates that bring something new: an update that only deletes is not kept.',
  issue: 'y-crdt#374',
  caughtBy: ['COLD-1', 'STATE-2'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      createPersistence(storage, room, state, observer) {
        const inner = createRoomPersistence(storage, room, state, observer);
        return {
          ...inner,
          append(update) {
            if (decodeUpdate(update).structs.length > 0) inner.append(update);
          },
        };
      },
    }),
  }),
};
