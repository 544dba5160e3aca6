import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { messageYjsUpdate } from 'y-protocols/sync';
import type { Mutant } from '#harness/contract/mutant.ts';
import { updateFrame } from '#nodes/sync-node/frames.ts';
import { handleSync } from '#nodes/sync-node/handle-sync.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'forwards-raw-frames';

export const forwardsRawFrames: Mutant = {
  name,
  defect:
    'Forwards every update frame as it comes, known or not, and not what its document gained by it.',
  issue: 'y-partyserver, read in its source',
  caughtBy: ['ECON-1', 'ECON-2'],
  exemption: {
    on: 'tree',
    reason: 'in a tree every frame brings news: only a cycle delivers one twice',
  },
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      relayUpdate: () => undefined,
      handleSync(room, session, decoder, events) {
        const copy = createDecoder(decoder.arr);
        copy.pos = decoder.pos;
        const kind = readVarUint(copy);
        const body = readVarUint8Array(copy);
        if (kind === messageYjsUpdate) {
          for (const other of room.sessions)
            if (other !== session && other.ready) send(other, updateFrame(body));
          for (const dial of room.dials) dial.provider.send(updateFrame(body));
        }
        handleSync(room, session, decoder, events);
      },
    }),
  }),
};
