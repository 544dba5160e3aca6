import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { packageAvailability } from '../package-availability.ts';
import { roomUrl } from '../room-url.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

/** yjs-server over `ws`, with the authorisation and the load/store storage of its README. */
const target: SocketTarget = {
  name: 'yjs-server',
  dialect: 'y-protocols',
  capabilities: {
    persistence: true,
    keepsIdleRooms: true,
    tokens: {
      readWrite: 'writer',
      denied: 'nobody',
      slow: 'slow-writer',
      slowDenied: 'slow-nobody',
    },
    keepAliveMs: [30_000],
  },
  expectedFailures,
  settings: {
    storage: 'loadDoc and storeDoc: a file per document, written when the last one leaves',
  },
  availability: async () => packageAvailability('yjs-server'),
  start: ({ port, dataDir }) =>
    spawnServer({
      name: 'yjs-server',
      command: process.execPath,
      args: [fileURLToPath(new URL('./serve.mjs', import.meta.url)), String(port), dataDir],
      port,
      url: (room) => roomUrl(port, room),
    }),
};

export default target;
