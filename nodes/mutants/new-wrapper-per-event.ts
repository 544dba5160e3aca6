import type { Mutant } from '#harness/contract/mutant.ts';
import { handleSync } from '#nodes/sync-node/handle-sync.ts';
import { brokenNode } from './broken-node.ts';

const name = 'new-wrapper-per-event';

export const newWrapperPerEvent: Mutant = {
  name,
  defect: 'Knows a connection by an object that is another one at every event.',
  issue: 'elysia#1716',
  caughtBy: ['ECON-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handleSync: (room, session, decoder, events) =>
        handleSync(room, { ...session }, decoder, events),
    }),
  }),
};
