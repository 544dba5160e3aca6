import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'destroys-a-used-room';

export const destroysAUsedRoom: Mutant = {
  name,
  defect: 'Destroys the document of a room to which clients are still connected.',
  issue: 'hocuspocus#971',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3', 'LIVE-1', 'LOSS-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      async mayClose(room) {
        await room.loaded;
        await room.persistence.flush();
        return room.state === 'ready';
      },
    }),
  }),
};
