import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'splits-a-room';

export const splitsARoom: Mutant = {
  name,
  defect:
    'Forgets a room the moment its last connection ends, while its state is still being written.',
  issue: 'ygo#1',
  caughtBy: ['LOSS-1', 'CONV-1', 'COLD-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      async mayClose(room) {
        await room.loaded;
        return room.sessions.size === 0 && room.state === 'ready';
      },
    }),
    device: (device) => ({
      ...device,
      accept(connection, request, info) {
        const handler = device.accept(connection, request, info);
        return {
          ...handler,
          close() {
            handler.close();
            void device.evict(info.room);
          },
        };
      },
    }),
  }),
};
