import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { packageAvailability } from '../package-availability.ts';
import { roomUrl } from '../room-url.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

/** Where a version of the server comes from. */
interface Edition {
  /** Of the target. */
  readonly name: string;
  readonly package: string;
  /** From `node_modules`. */
  readonly script: string;
}

/**
 * A server of y-websocket's, as its command line starts it, with its LevelDB. The one that y-websocket 2
 * brought along and the package that followed it are one code, with the same failures.
 */
export function yWebsocketServer(edition: Edition): SocketTarget {
  const { name } = edition;
  const script = new URL(`../../../node_modules/${edition.script}`, import.meta.url);
  return {
    name,
    dialect: 'y-protocols',
    capabilities: { persistence: true, keepsIdleRooms: true, keepAliveMs: [30_000] },
    expectedFailures,
    settings: { YPERSISTENCE: 'a folder' },
    availability: async () => packageAvailability(edition.package),
    start: ({ port, dataDir }) =>
      spawnServer({
        name,
        command: process.execPath,
        args: [fileURLToPath(script)],
        env: { HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: dataDir },
        port,
        url: (room) => roomUrl(port, room),
      }),
  };
}
