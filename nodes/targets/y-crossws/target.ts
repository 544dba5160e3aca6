import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { packageAvailability } from '../package-availability.ts';
import { roomUrl } from '../room-url.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

/** y-crossws with the Node adapter of crossws 0.3; it has no storage. */
const target: SocketTarget = {
  name: 'y-crossws',
  dialect: 'y-protocols',
  capabilities: { keepsIdleRooms: true },
  expectedFailures,
  availability: async () => packageAvailability('y-crossws'),
  start: ({ port }) =>
    spawnServer({
      name: 'y-crossws',
      command: process.execPath,
      args: [fileURLToPath(new URL('./serve.mjs', import.meta.url)), String(port)],
      port,
      url: (room) => roomUrl(port, room),
    }),
};

export default target;
