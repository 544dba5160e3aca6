import type { Mutant } from '#harness/contract/mutant.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import { updateFrame } from '#nodes/sync-node/frames.ts';
import { brokenClient } from './broken-client.ts';

const name = 'sends-everything-back';

export const sendsEverythingBack: Mutant = {
  name,
  defect: 'Sends back every update that its server sends it.',
  issue: 'yjs#732',
  caughtBy: ['ECON-1'],
  needs: 'client',
  client: brokenClient(name, () => ({
    createProvider(options) {
      const provider = createYWebsocketProvider(options);
      options.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === provider.origin) provider.send(updateFrame(update));
      });
      return provider;
    },
  })),
};
