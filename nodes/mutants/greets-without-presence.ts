import type { Mutant } from '#harness/contract/mutant.ts';
import { step1Frame } from '#nodes/sync-node/frames.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'greets-without-presence';

export const greetsWithoutPresence: Mutant = {
  name,
  defect: 'Does not tell a new connection who is present: it learns of them at their next renewal.',
  caughtBy: ['AWARE-2'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({ handshake: (room, session) => send(session, step1Frame(room.doc)) }),
  }),
};
