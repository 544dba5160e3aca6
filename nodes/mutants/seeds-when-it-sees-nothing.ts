import type { Mutant } from '#harness/contract/mutant.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import { brokenClient } from './broken-client.ts';

const name = 'seeds-when-it-sees-nothing';

export const seedsWhenItSeesNothing: Mutant = {
  name,
  defect:
    'Fills the document with a template when it is synced and finds it empty, as every other client does.',
  issue: 'hocuspocus#592',
  caughtBy: ['LOSS-4'],
  needs: 'client',
  client: brokenClient(name, () => ({
    createProvider(options) {
      const provider = createYWebsocketProvider(options);
      provider.on('sync', (synced) => {
        const text = options.doc.getText('body');
        if (synced && text.length === 0) text.insert(0, 'Untitled');
      });
      return provider;
    },
  })),
};
