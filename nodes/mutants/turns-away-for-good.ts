import type { Mutant } from '#harness/contract/mutant.ts';
import { admitByToken } from '#nodes/sync-node/admit-by-token.ts';
import { brokenNode } from './broken-node.ts';

const name = 'turns-away-for-good';

/** Admissions of one life of a node that go well. */
const admissions = 5;

export const turnsAwayForGood: Mutant = {
  name,
  defect:
    'Denies a good token when it is busy, with the close code that tells a client never to come back.',
  caughtBy: ['LIVE-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => {
      let admitted = 0;
      return {
        authenticate: (request) =>
          ++admitted > admissions ? { denied: 'too busy' } : admitByToken(request),
      };
    },
  }),
};
