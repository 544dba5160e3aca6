import type { Mutant } from '#harness/contract/mutant.ts';
import { handleSync } from '#nodes/sync-node/handle-sync.ts';
import { brokenNode } from './broken-node.ts';

const name = 'loses-a-reply';

export const losesAReply: Mutant = {
  name,
  defect:
    'Loses its second answer to a sync step 1; the client asks only once, and waits for ever.',
  issue: 'y-websocket#19',
  caughtBy: ['CONV-1', 'CONV-3', 'LIVE-1', 'LIVE-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts() {
      let asked = 0;
      return {
        handleSync(room, session, decoder, events) {
          const isStep1 = decoder.arr[decoder.pos] === 0;
          if (isStep1 && ++asked === 2) decoder.pos = decoder.arr.length;
          else handleSync(room, session, decoder, events);
        },
      };
    },
  }),
};
