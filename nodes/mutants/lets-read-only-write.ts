import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import { applyUpdate } from 'yjs';
import type { Mutant } from '#harness/contract/mutant.ts';
import { handleSync } from '#nodes/sync-node/handle-sync.ts';
import { brokenNode } from './broken-node.ts';

const name = 'lets-read-only-write';

export const letsReadOnlyWrite: Mutant = {
  name,
  defect: 'Refuses the updates of a read-only client, and applies its sync step 2.',
  issue: 'jupyverse#546',
  caughtBy: ['LOSS-4'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handleSync(room, session, decoder, events) {
        const copy = createDecoder(decoder.arr);
        copy.pos = decoder.pos;
        if (readVarUint(copy) === messageYjsSyncStep2)
          applyUpdate(room.doc, readVarUint8Array(copy), session);
        handleSync(room, session, decoder, events);
      },
    }),
  }),
};
