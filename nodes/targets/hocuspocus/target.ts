import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { packageAvailability } from '../package-availability.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

/** Hocuspocus with its `Server`, tokens by onAuthenticate and storage by onLoad/onStoreDocument. */
const target: SocketTarget = {
  name: 'hocuspocus',
  dialect: 'hocuspocus',
  capabilities: {
    persistence: true,
    keepsIdleRooms: true,
    tokens: {
      readWrite: 'writer',
      readOnly: 'viewer',
      denied: 'nobody',
      slow: 'slow-writer',
      slowDenied: 'slow-nobody',
    },
  },
  expectedFailures,
  settings: { debounce: 'default (2 s)', storage: 'a file per document' },
  availability: async () => packageAvailability('@hocuspocus/server'),
  start: ({ port, dataDir }) =>
    spawnServer({
      name: 'hocuspocus',
      command: process.execPath,
      args: [fileURLToPath(new URL('./serve.mjs', import.meta.url)), String(port), dataDir],
      port,
      url: () => `ws://127.0.0.1:${port}`,
    }),
};

export default target;
