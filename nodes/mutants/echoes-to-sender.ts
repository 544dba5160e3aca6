import type { Mutant } from '#harness/contract/mutant.ts';
import { relayUpdate } from '#nodes/sync-node/relay.ts';
import { brokenNode } from './broken-node.ts';

const name = 'echoes-to-sender';

export const echoesToSender: Mutant = {
  name,
  defect: 'Sends every update back to the connection that brought it.',
  issue: 'elysia#1716',
  caughtBy: ['ECON-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({ relayUpdate: (room, update) => relayUpdate(room, update, null) }),
  }),
};
