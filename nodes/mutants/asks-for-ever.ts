import type { Mutant } from '#harness/contract/mutant.ts';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import { step1Frame } from '#nodes/sync-node/frames.ts';
import { handleSync } from '#nodes/sync-node/handle-sync.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'asks-for-ever';

export const asksForEver: Mutant = {
  name,
  defect: 'Asks a node again after each of its answers, so that the two never fall silent.',
  issue: 'hocuspocus#335',
  caughtBy: ['ECON-2'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handleSync(room, session, decoder, events) {
        const isStep2 = decoder.arr[decoder.pos] === messageYjsSyncStep2;
        handleSync(room, session, decoder, events);
        if (isStep2 && session.peer === 'node')
          setTimeout(() => send(session, step1Frame(room.doc)), 1_000);
      },
    }),
  }),
};
