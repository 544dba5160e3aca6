import type { Mutant } from '#harness/contract/mutant.ts';
import { relayAwareness } from '#nodes/sync-node/relay.ts';
import { brokenNode } from './broken-node.ts';

const name = 'keeps-departures-to-itself';

export const keepsDeparturesToItself: Mutant = {
  name,
  defect: 'Removes a user who leaves, and tells nobody.',
  issue: 'Tessera#116',
  caughtBy: ['AWARE-4'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      relayAwareness(room, { added, updated, removed }, origin) {
        if (removed.length === 0) relayAwareness(room, { added, updated, removed }, origin);
      },
    }),
  }),
};
