import type { Mutant } from '#harness/contract/mutant.ts';
import { awarenessFrame } from '#nodes/sync-node/frames.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'never-asks';

export const neverAsks: Mutant = {
  name,
  defect: 'Never sends a sync step 1, so that what was written offline stays where it is.',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handshake(room, session) {
        const present = [...room.hub.awareness.getStates().keys()];
        if (present.length > 0) send(session, awarenessFrame(room.hub.awareness, present));
      },
    }),
  }),
};
