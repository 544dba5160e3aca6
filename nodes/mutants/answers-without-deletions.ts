import type { Mutant } from '#harness/contract/mutant.ts';
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import { decodeUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { handleSync } from '#nodes/sync-node/handle-sync.ts';
import { brokenNode } from './broken-node.ts';

const name = 'answers-without-deletions';

export const answersWithoutDeletions: Mutant = {
  name,
  defect: 'Answers sync step 1 with nothing when only deletions are missing on the other side.',
  issue: 'thinkroom#229',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3', 'SYNC-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handleSync(room, session, decoder, events) {
        const copy = createDecoder(decoder.arr);
        copy.pos = decoder.pos;
        const isStep1 = readVarUint(copy) === messageYjsSyncStep1;
        const stateVector = readVarUint8Array(copy);
        const missing = encodeStateAsUpdate(room.doc, stateVector);
        if (!isStep1 || decodeUpdate(missing).structs.length > 0)
          return handleSync(room, session, decoder, events);
        const empty = new Doc();
        handleSync({ ...room, doc: empty }, session, decoder, {
          ...events,
          step1Processed: () => events.step1Processed(room, session),
        });
        empty.destroy();
      },
    }),
  }),
};
