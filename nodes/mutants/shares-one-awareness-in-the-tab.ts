import type { Mutant } from '#harness/contract/mutant.ts';
import { sharedAwareness } from './shared-awareness.ts';
import { brokenClient } from './broken-client.ts';

const name = 'shares-one-awareness-in-the-tab';

export const sharesOneAwarenessInTheTab: Mutant = {
  name,
  defect:
    'Gives one awareness to all its providers: when one link breaks, everybody seems to have left.',
  issue: 'y-websocket, read in its source',
  caughtBy: ['AWARE-3'],
  exemption: {
    on: 'tree',
    reason:
      'a client of a tree dials one node only, and whoever loses the last link may show nobody',
  },
  needs: 'client',
  client: brokenClient(name, () => ({
    createHub: sharedAwareness,
  })),
};
