import type { Mutant } from '#harness/contract/mutant.ts';
import type { ProviderStatus } from '#harness/contract/provider.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import { brokenClient } from './broken-client.ts';

const name = 'claims-to-be-synced';

export const claimsToBeSynced: Mutant = {
  name,
  defect: 'Reports synced as soon as it is connected.',
  issue: 'AFFiNE#14846',
  caughtBy: ['SYNC-1'],
  needs: 'client',
  client: brokenClient(name, () => ({
    createProvider(options) {
      const provider = createYWebsocketProvider(options);
      return {
        ...provider,
        get synced() {
          return provider.connected;
        },
        get connected() {
          return provider.connected;
        },
        get connecting() {
          return provider.connecting;
        },
        get wanted() {
          return provider.wanted;
        },
        on(
          event: 'status' | 'sync',
          listener: ((status: ProviderStatus) => void) | ((synced: boolean) => void),
        ) {
          const told = listener as (value: ProviderStatus | boolean) => void;
          if (event === 'status') provider.on('status', told);
          else provider.on('status', (status) => told(status === 'connected'));
        },
      };
    },
  })),
};
