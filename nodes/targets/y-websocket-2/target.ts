import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { packageAvailability } from '../package-availability.ts';
import { roomUrl } from '../room-url.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

const script = new URL('../../../node_modules/y-websocket-2/bin/server.cjs', import.meta.url);

/** The server that y-websocket 2 brought along, as its command line starts it, with its LevelDB. */
const target: SocketTarget = {
  name: 'y-websocket-2',
  dialect: 'y-protocols',
  capabilities: { persistence: true, keepsIdleRooms: true, keepAliveMs: [30_000] },
  expectedFailures,
  settings: { YPERSISTENCE: 'a folder' },
  availability: async () => packageAvailability('y-websocket-2'),
  start: ({ port, dataDir }) =>
    spawnServer({
      name: 'y-websocket-2',
      command: process.execPath,
      args: [fileURLToPath(script)],
      env: { HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: dataDir },
      port,
      url: (room) => roomUrl(port, room),
    }),
};

export default target;
