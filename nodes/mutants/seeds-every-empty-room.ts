import type { Mutant } from '#harness/contract/mutant.ts';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { createRoomPersistence } from '#nodes/sync-node/room-persistence.ts';
import { brokenNode } from './broken-node.ts';

const name = 'seeds-every-empty-room';

export const seedsEveryEmptyRoom: Mutant = {
  name,
  defect: 'Fills a room that it finds empty with a template, as every other node does too.',
  issue: 'yjs-demos#16',
  caughtBy: ['LOSS-4'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      createPersistence(storage, room, state, observer) {
        const inner = createRoomPersistence(storage, room, state, observer);
        return {
          ...inner,
          async load() {
            const updates = await inner.load();
            const template = new Doc();
            template.getText('body').insert(0, 'Untitled');
            return updates.length === 0 ? [encodeStateAsUpdate(template)] : updates;
          },
        };
      },
    }),
  }),
};
