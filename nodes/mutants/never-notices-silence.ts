import type { Mutant } from '#harness/contract/mutant.ts';
import { WebsocketProvider } from 'y-websocket';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import { brokenClient } from './broken-client.ts';

const name = 'never-notices-silence';

export const neverNoticesSilence: Mutant = {
  name,
  defect: 'Has no watchdog: it says connected over a link that has been dead for minutes.',
  issue: 'y-websocket#139',
  caughtBy: ['LIVE-4'],
  needs: 'client',
  client: brokenClient(name, () => ({
    createProvider(options) {
      const provider = createYWebsocketProvider(options);
      if (provider.origin instanceof WebsocketProvider)
        clearInterval(provider.origin._checkInterval);
      return provider;
    },
  })),
};
