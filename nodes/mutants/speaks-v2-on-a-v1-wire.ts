import type { Mutant } from '#harness/contract/mutant.ts';
import { convertUpdateFormatV1ToV2 } from 'yjs';
import { relayUpdate } from '#nodes/sync-node/relay.ts';
import { brokenNode } from './broken-node.ts';

const name = 'speaks-v2-on-a-v1-wire';

export const speaksV2OnAV1Wire: Mutant = {
  name,
  defect: 'Passes updates on in the V2 encoding, which nobody expects there.',
  issue: 'yjs#403',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      relayUpdate: (room, update, origin) =>
        relayUpdate(room, convertUpdateFormatV1ToV2(update), origin),
    }),
  }),
};
