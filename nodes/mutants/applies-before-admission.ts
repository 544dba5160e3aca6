import type { Mutant } from '#harness/contract/mutant.ts';
import { admitByToken } from '#nodes/sync-node/admit-by-token.ts';
import { brokenNode } from './broken-node.ts';

const name = 'applies-before-admission';

export const appliesBeforeAdmission: Mutant = {
  name,
  defect: 'Serves a connection while its token is still being checked, and closes it afterwards.',
  issue: 'hocuspocus#124',
  caughtBy: ['LOSS-4'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({ authenticate: () => 'read-write' }),
    device: (device) => ({
      ...device,
      accept(connection, request, info) {
        const admission = admitByToken(request);
        if (typeof admission === 'object')
          setTimeout(() => connection.close(4401, admission.denied), 100);
        return device.accept(connection, request, info);
      },
    }),
  }),
};
