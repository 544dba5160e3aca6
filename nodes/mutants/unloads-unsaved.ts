import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'unloads-unsaved';

export const unloadsUnsaved: Mutant = {
  name,
  defect: 'Drops a room from memory while its last edits are still being written.',
  issue: 'hocuspocus#995',
  caughtBy: ['CONV-1', 'COLD-1', 'LOSS-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      async mayClose(room) {
        await room.loaded;
        return room.sessions.size === 0 && room.state === 'ready';
      },
    }),
  }),
};
