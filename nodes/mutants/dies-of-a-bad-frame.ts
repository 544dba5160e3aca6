import type { Mutant } from '#harness/contract/mutant.ts';
import { handleFrame } from '#nodes/sync-node/handle-frame.ts';
import { brokenNode } from './broken-node.ts';

const name = 'dies-of-a-bad-frame';

export const diesOfABadFrame: Mutant = {
  name,
  defect: 'Lets the error of a frame that cannot be decoded end its process.',
  issue: 'y-websocket#82',
  caughtBy: ['EXC-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handleFrame(room, session, frame, parts, events) {
        handleFrame(room, session, frame, parts, {
          ...events,
          malformed(_room, _session, error) {
            throw error;
          },
        });
      },
    }),
  }),
};
