import type { Mutant } from '#harness/contract/mutant.ts';
import { beat } from '#nodes/sync-node/heartbeat.ts';
import { brokenNode } from './broken-node.ts';

const name = 'keeps-ghosts';

export const keepsGhosts: Mutant = {
  name,
  defect: 'Renews every user it knows of by itself, so that one whose tab died is shown for ever.',
  issue: 'Tessera#187',
  caughtBy: ['AWARE-4', 'AWARE-6'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      beat(room) {
        beat(room);
        const { awareness } = room.hub;
        const shown = [...awareness.getStates().keys()];
        for (const client of shown) {
          const meta = awareness.meta.get(client);
          if (meta !== undefined)
            awareness.meta.set(client, { clock: meta.clock + 1, lastUpdated: Date.now() });
        }
        if (shown.length > 0)
          awareness.emit('update', [{ added: [], updated: shown, removed: [] }, 'local']);
      },
    }),
  }),
};
