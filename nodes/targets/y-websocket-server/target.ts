import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { packageAvailability } from '../package-availability.ts';
import { roomUrl } from '../room-url.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

const script = new URL('../../../node_modules/@y/websocket-server/src/server.js', import.meta.url);

/** The reference server of y-websocket 3, as its command line starts it, with its LevelDB. */
const target: SocketTarget = {
  name: 'y-websocket-server',
  dialect: 'y-protocols',
  capabilities: { persistence: true, keepsIdleRooms: true, keepAliveMs: [30_000] },
  expectedFailures,
  settings: { YPERSISTENCE: 'a folder' },
  availability: async () => packageAvailability('@y/websocket-server'),
  start: ({ port, dataDir }) =>
    spawnServer({
      name: 'y-websocket-server',
      command: process.execPath,
      args: [fileURLToPath(script)],
      env: { HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: dataDir },
      port,
      url: (room) => roomUrl(port, room),
    }),
};

export default target;
