import type { Mutant } from '#harness/contract/mutant.ts';
import { updateFrame } from '#nodes/sync-node/frames.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'sends-bare-frames';

export const sendsBareFrames: Mutant = {
  name,
  defect:
    'Passes updates on without the outer message type, so that clients take them for something else.',
  issue: 'origofs#162',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      relayUpdate(room, update, origin) {
        for (const session of room.sessions)
          if (session.ready && session !== origin) send(session, updateFrame(update).subarray(1));
      },
    }),
  }),
};
