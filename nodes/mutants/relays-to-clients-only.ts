import type { Mutant } from '#harness/contract/mutant.ts';
import { updateFrame } from '#nodes/sync-node/frames.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'relays-to-clients-only';

export const relaysToClientsOnly: Mutant = {
  name,
  defect: 'Passes updates on to clients, and not to the nodes that dialled it.',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      relayUpdate(room, update, origin) {
        for (const session of room.sessions)
          if (session.peer === 'client' && session.ready && session !== origin)
            send(session, updateFrame(update));
      },
    }),
  }),
};
