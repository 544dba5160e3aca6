import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'listens-late';

export const listensLate: Mutant = {
  name,
  defect:
    'Attaches its message listener after the room is loaded: what a client says first is lost.',
  issue: 'partykit#106',
  caughtBy: ['CONV-1', 'CONV-3', 'LIVE-1', 'LIVE-3'],
  needs: 'node',
  node: brokenNode(name, {
    device: (device) => ({
      ...device,
      accept(connection, request, info) {
        const handler = device.accept(connection, request, info);
        return {
          ...handler,
          message(data) {
            if (device.replica(info.room)?.ready() === true) handler.message(data);
          },
        };
      },
    }),
  }),
};
