import type { Mutant } from '#harness/contract/mutant.ts';
import { sharedAwareness } from './shared-awareness.ts';
import { brokenNode } from './broken-node.ts';

const name = 'shares-one-awareness';

export const sharesOneAwareness: Mutant = {
  name,
  defect:
    'Gives its own awareness to the providers it dials with, which empty it when a link breaks.',
  caughtBy: ['AWARE-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      createHub: sharedAwareness,
    }),
  }),
};
