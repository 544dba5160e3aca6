import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'answers-before-load';

export const answersBeforeLoad: Mutant = {
  name,
  defect:
    'Answers sync step 1 before the stored state is loaded, so that clients are synced and empty.',
  issue: 'y-websocket#81',
  caughtBy: ['SYNC-1'],
  needs: 'node',
  node: brokenNode(name, { parts: () => ({ serve: (_room, begin) => begin() }) }),
};
