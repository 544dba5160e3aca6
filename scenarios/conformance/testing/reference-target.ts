import type { SocketTarget } from '#harness/contract/target.ts';
import { referenceParts, type ReferenceParts } from './reference-parts.ts';
import { startReferenceServer } from './reference-server.ts';

/** Every capability of the contract, so that the reference runs every case. */
const capabilities = {
  persistence: true,
  keepsIdleRooms: true,
  acknowledges: 'disk',
  maxMessageBytes: 1024 * 1024,
  multiMessageFrames: true,
  dialsPeers: true,
  tokens: {
    readWrite: 'writer',
    readOnly: 'viewer',
    denied: 'nobody',
    slow: 'slow-writer',
    slowDenied: 'slow-nobody',
    revocable: 'fired',
  },
} as const;

/**
 * A small correct server in this process, with all capabilities; `mutation` replaces parts of it.
 * Its disks are in memory and outlive its lives, like data folders.
 */
export function referenceTarget(mutation: Partial<ReferenceParts> = {}): SocketTarget {
  const disks = new Map<string, Map<string, Uint8Array[]>>();
  return {
    name: 'reference',
    dialect: 'y-protocols',
    capabilities,
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

/** Milliseconds that a slow token takes. */
const slowMs = 300;

function admit(
  token: string | null,
  revoked: ReadonlySet<string>,
): ReturnType<ReferenceParts['authenticate']> {
  const after = <Value>(value: Value): Promise<Value> =>
    new Promise((resolve) => {
      setTimeout(() => resolve(value), slowMs);
    });
  const { tokens } = capabilities;
  if (token === null || revoked.has(token)) return 'denied';
  switch (token) {
    case tokens.readWrite:
    case tokens.revocable:
      return 'read-write';
    case tokens.readOnly:
      return 'read-only';
    case tokens.slow:
      return after('read-write');
    case tokens.slowDenied:
      return after('denied');
    default:
      return 'denied';
  }
}
