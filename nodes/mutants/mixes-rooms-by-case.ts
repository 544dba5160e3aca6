import type { Mutant } from '#harness/contract/mutant.ts';
import { roomOf } from '#nodes/sync-node/room-of.ts';
import { brokenNode } from './broken-node.ts';

const name = 'mixes-rooms-by-case';

export const mixesRoomsByCase: Mutant = {
  name,
  defect: 'Takes room names for the same that differ in case only.',
  caughtBy: ['ROOM-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({ roomOf: (url) => roomOf(url)?.toLowerCase() ?? null }),
  }),
};
