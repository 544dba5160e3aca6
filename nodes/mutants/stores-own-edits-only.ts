import type { Mutant } from '#harness/contract/mutant.ts';
import { IndexeddbPersistence } from 'y-indexeddb';
import type { Doc, Transaction } from 'yjs';
import { brokenClient } from './broken-client.ts';

const name = 'stores-own-edits-only';

export const storesOwnEditsOnly: Mutant = {
  name,
  defect: 'Stores what its user writes, and not what others bring.',
  issue: 'y-indexeddb, class of missing updates',
  caughtBy: ['COLD-1'],
  needs: 'client',
  client: brokenClient(name, () => ({
    openPersistence(room, doc) {
      const persistence = new IndexeddbPersistence(room, doc);
      doc.off('update', persistence._storeUpdate);
      doc.on('update', (update: Uint8Array, origin: unknown, _doc: Doc, { local }: Transaction) => {
        if (local) persistence._storeUpdate(update, origin);
      });
      return persistence;
    },
  })),
};
