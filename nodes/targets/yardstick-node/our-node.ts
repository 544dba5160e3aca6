import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';
import { yardstickCapabilities } from './capabilities.ts';

const inFolder = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Our own sync node on a runtime: `command FLAGS serve.ts PORT FOLDER PEERS`. */
export function ourNode(name: string, command: string, flags: readonly string[]): SocketTarget {
  return {
    name,
    dialect: 'y-protocols',
    capabilities: yardstickCapabilities,
    expectedFailures,
    availability: async () => ({ available: true, version: ownVersion() }),
    start: ({ port, dataDir, peers }) =>
      spawnServer({
        name,
        command,
        args: [...flags, inFolder('./serve.ts'), String(port), dataDir, ...peers],
        port,
        url: (room) => `ws://127.0.0.1:${port}/rooms/${encodeURIComponent(room)}`,
      }),
  };
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(inFolder('../../../package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}
