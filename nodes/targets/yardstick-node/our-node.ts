import { readFileSync } from 'node:fs';
import type { SocketTarget } from '#harness/contract/target.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';
import { yardstickCapabilities } from './capabilities.ts';

/**
 * Our own sync node on a runtime: `command SCRIPT PORT FOLDER PEERS`, where the script is `serve.ts`
 * or was made from it.
 */
export function ourNode(
  name: string,
  command: string,
  script: () => string | Promise<string>,
): SocketTarget {
  return {
    name,
    dialect: 'y-protocols',
    capabilities: yardstickCapabilities,
    expectedFailures,
    availability: async () => ({ available: true, version: ownVersion() }),
    start: async ({ port, dataDir, peers }) =>
      spawnServer({
        name,
        command,
        args: [await script(), String(port), dataDir, ...peers],
        port,
        url: (room) => `ws://127.0.0.1:${port}/rooms/${encodeURIComponent(room)}`,
      }),
  };
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  );
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}
