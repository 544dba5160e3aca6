import type { SocketTarget } from '#harness/contract/target.ts';
import { referenceParts, type ReferenceParts } from './reference-parts.ts';
import { admit } from './admit.ts';
import { referenceCapabilities } from './reference-capabilities.ts';
import { startReferenceServer } from './reference-server.ts';

/**
 * A small correct server in this process, with all capabilities; `mutation` replaces parts of it.
 * Its disks are in memory and outlive its lives, like data folders.
 */
export function referenceTarget(mutation: Partial<ReferenceParts> = {}): SocketTarget {
  const disks = new Map<string, Map<string, Uint8Array[]>>();
  return {
    name: 'reference',
    dialect: 'y-protocols',
    capabilities: referenceCapabilities,
    start({ port, dataDir, peers }) {
      const disk = disks.get(dataDir) ?? new Map<string, Uint8Array[]>();
      disks.set(dataDir, disk);
      const revoked = new Set<string>();
      const parts: ReferenceParts = {
        ...referenceParts,
        authenticate: (token) => admit(token, revoked),
        ...mutation,
      };
      return startReferenceServer({ port, disk, peers, parts, revoked });
    },
  };
}
