import type { Mutant } from '#harness/contract/mutant.ts';
import { relayUpdate } from '#nodes/sync-node/relay.ts';
import { brokenNode } from './broken-node.ts';

const name = 'relays-own-users-only';

export const relaysOwnUsersOnly: Mutant = {
  name,
  defect: 'Passes on what its own users write, and not what other nodes bring.',
  issue: 'y-webrtc#3',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      relayUpdate(room, update, origin) {
        const author = [...room.sessions].find((session) => session === origin);
        if (author?.peer === 'client') relayUpdate(room, update, origin);
      },
    }),
  }),
};
