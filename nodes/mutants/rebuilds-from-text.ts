import type { Mutant } from '#harness/contract/mutant.ts';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { createRoomPersistence } from '#nodes/sync-node/room-persistence.ts';
import { brokenNode } from './broken-node.ts';

const name = 'rebuilds-from-text';

export const rebuildsFromText: Mutant = {
  name,
  defect: 'Rebuilds the document from its plain text when it loads a room, under a new client id.',
  issue: 'jupyter-collaboration#571',
  caughtBy: ['LOSS-3', 'LOSS-4', 'STATE-2'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      createPersistence(storage, room, state, observer) {
        const inner = createRoomPersistence(storage, room, state, observer);
        return {
          ...inner,
          async load() {
            const updates = await inner.load();
            const stored = new Doc();
            for (const update of updates) applyUpdate(stored, update);
            const rebuilt = new Doc();
            rebuilt.getText('body').insert(0, stored.getText('body').toString());
            return updates.length === 0 ? [] : [encodeStateAsUpdate(rebuilt)];
          },
        };
      },
    }),
  }),
};
