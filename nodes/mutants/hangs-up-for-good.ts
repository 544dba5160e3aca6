import type { Mutant } from '#harness/contract/mutant.ts';
import type { ClientSocketClass } from '#harness/contract/network.ts';
import type { ProviderFactory } from '#harness/contract/provider.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import { brokenNode } from './broken-node.ts';

const name = 'hangs-up-for-good';

/** By the life of a node, whose own the socket class is: what it has hung up, by URL and room. */
const hungUp = new WeakMap<ClientSocketClass, Set<string>>();

const createProvider: ProviderFactory = (options) => {
  const { url, room, WebSocket } = options;
  const known = hungUp.get(WebSocket) ?? new Set();
  hungUp.set(WebSocket, known);
  const provider = createYWebsocketProvider(options);
  const { destroy } = provider;
  if (known.has(`${url} ${room}`)) provider.connect = () => undefined;
  provider.destroy = () => {
    known.add(`${url} ${room}`);
    destroy();
  };
  return provider;
};

export const hangsUpForGood: Mutant = {
  name,
  defect:
    'Once it has dropped a room and hung up on other nodes, it never dials them for that room again.',
  caughtBy: ['CONV-1', 'CONV-2', 'LIVE-1', 'LIVE-3'],
  needs: 'node',
  node: brokenNode(name, { createProvider }),
};
