import type { Mutant } from '#harness/contract/mutant.ts';
import { createAwarenessHub } from '#nodes/peer/awareness-hub.ts';
import { brokenNode } from './broken-node.ts';

const name = 'shows-itself';

export const showsItself: Mutant = {
  name,
  defect: 'Leaves its own awareness state set, so that every room has a user who is the server.',
  caughtBy: ['AWARE-5'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({ createHub: (doc) => createAwarenessHub(doc, 'user') }),
  }),
};
