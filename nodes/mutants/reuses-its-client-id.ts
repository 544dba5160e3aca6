import type { Mutant } from '#harness/contract/mutant.ts';
import { Doc } from 'yjs';
import { brokenClient } from './broken-client.ts';

const name = 'reuses-its-client-id';

export const reusesItsClientId: Mutant = {
  name,
  defect:
    'Keeps its client id over restarts, though its storage may have lost the end of what it wrote.',
  issue: 'y-protocols#19',
  caughtBy: ['IDENT-1', 'EXC-1'],
  needs: 'client',
  client: brokenClient(name, () => {
    const ids = new Map<string, number>();
    return {
      createDoc(room, gc) {
        const doc = new Doc({ gc });
        const id = ids.get(room) ?? doc.clientID;
        ids.set(room, id);
        doc.clientID = id;
        return doc;
      },
    };
  }),
};
