import type { Mutant } from '#harness/contract/mutant.ts';
import { relayUpdate } from '#nodes/sync-node/relay.ts';
import { brokenNode } from './broken-node.ts';

const name = 'drops-every-seventh-update';

export const dropsEverySeventhUpdate: Mutant = {
  name,
  defect: 'Fails to pass on every seventh update, and nothing asks for what is missing.',
  issue: 'nextcloud/text#4600',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3', 'CONV-4'],
  needs: 'node',
  node: brokenNode(name, {
    parts() {
      let relayed = 0;
      return {
        relayUpdate(room, update, origin) {
          if (++relayed % 7 !== 0) relayUpdate(room, update, origin);
        },
      };
    },
  }),
};
