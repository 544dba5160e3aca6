import { readVarUint8Array } from 'lib0/decoding';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'drops-nulls';

export const dropsNulls: Mutant = {
  name,
  defect:
    'Re-encodes presence through a scratch awareness, which loses the nulls of those who leave.',
  issue: 'hocuspocus 4.7.0, read in its source',
  caughtBy: ['AWARE-4'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handleAwareness(room, session, decoder) {
        const scratch = new Awareness(new Doc());
        applyAwarenessUpdate(scratch, readVarUint8Array(decoder), session);
        const shown = [...scratch.getStates().keys()].filter((id) => id !== scratch.clientID);
        const update = encodeAwarenessUpdate(scratch, shown);
        scratch.destroy();
        applyAwarenessUpdate(room.hub.awareness, update, session);
      },
    }),
  }),
};
