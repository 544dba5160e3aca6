import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Availability, SocketTarget } from '#harness/contract/target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

const wanted = '0.9.1';
const remedy =
  'cargo install y-sweet --version 0.9.1 --locked --root nodes/targets/y-sweet/.cargo (about 2 minutes)';

/** y-sweet (Rust, yrs) with its file store. A room is a document that must be created by HTTP first. */
const target: SocketTarget = {
  name: 'y-sweet',
  dialect: 'y-protocols',
  capabilities: {
    persistence: true,
    keepsIdleRooms: true,
    acknowledges: 'memory',
  },
  expectedFailures,
  settings: { store: 'a folder', auth: 'none', stop: 'SIGINT: it does not handle SIGTERM' },
  availability: async () => probe().availability,
  async start({ port, dataDir }) {
    const { command, availability } = probe();
    if (!availability.available) throw new UsageError(`${availability.reason}. ${remedy}`);
    return spawnServer({
      name: 'y-sweet',
      command,
      args: ['serve', dataDir, '--port', String(port)],
      port,
      stopSignal: 'SIGINT',
      url: (room) => documentUrl(port, room),
    });
  },
};

/** Creates the document, if need be, and gives its WebSocket URL. */
async function documentUrl(port: number, room: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/doc/new`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ docId: room }),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`POST /doc/new: ${response.status} ${await response.text()}`);
  const id = encodeURIComponent(room);
  return `ws://127.0.0.1:${port}/d/${id}/ws/${id}`;
}

interface Probed {
  readonly command: string;
  readonly availability: Availability;
}

let probed: Probed | null = null;

/** Looked for once: everybody waits meanwhile. */
function probe(): Probed {
  return (probed ??= look());
}

/** The binary in the target's folder if there is one, else that of the PATH. */
function look(): Probed {
  const own = fileURLToPath(new URL('./.cargo/bin/y-sweet', import.meta.url));
  const command = existsSync(own) ? own : 'y-sweet';
  try {
    const version = /[\d.]+/.exec(
      execFileSync(command, ['version'], { encoding: 'utf8', stdio: 'pipe' }),
    )?.[0];
    if (version === wanted) return { command, availability: { available: true, version } };
    const reason = `y-sweet ${version ?? 'of unknown version'} is installed, ${wanted} is wanted`;
    return { command, availability: { available: false, reason, remedy } };
  } catch {
    const reason = 'the command y-sweet was not found';
    return { command, availability: { available: false, reason, remedy } };
  }
}

export default target;
