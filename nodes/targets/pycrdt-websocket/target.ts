import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Availability, SocketTarget } from '#harness/contract/target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { roomUrl } from '../room-url.ts';
import { spawnServer } from '../spawn-server.ts';
import { expectedFailures } from './expected-failures.ts';

const inFolder = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const wanted = '0.16.5';
const remedy =
  'python3 -m venv nodes/targets/pycrdt-websocket/.venv && nodes/targets/pycrdt-websocket/.venv/bin/pip install -r nodes/targets/pycrdt-websocket/requirements.txt';

/** pycrdt-websocket (Python, yrs) under uvicorn, rooms in memory. */
const target: SocketTarget = {
  name: 'pycrdt-websocket',
  dialect: 'y-protocols',
  capabilities: { keepsIdleRooms: true },
  expectedFailures,
  settings: { auto_clean_rooms: false },
  availability: async () => probe().availability,
  async start({ port }) {
    const { python, availability } = probe();
    if (!availability.available) throw new UsageError(`${availability.reason}. ${remedy}`);
    return spawnServer({
      name: 'pycrdt-websocket',
      command: python,
      args: [inFolder('./serve.py'), String(port)],
      port,
      url: (room) => roomUrl(port, room),
    });
  },
};

interface Probed {
  readonly python: string;
  readonly availability: Availability;
}

let probed: Probed | null = null;

/** Looked for once: to ask a Python takes as long as to start the server, and everybody waits. */
function probe(): Probed {
  return (probed ??= look());
}

/**
 * The target's own virtual environment if there is one, else the active one, else the Python of the
 * PATH: package managers put the folder of Node before what is active.
 */
function look(): Probed {
  const active = process.env['VIRTUAL_ENV'];
  const python =
    [inFolder('./.venv'), ...(active === undefined ? [] : [active])]
      .map((folder) => join(folder, 'bin/python'))
      .find((file) => existsSync(file)) ?? 'python3';
  try {
    const script =
      'import importlib.metadata as m, uvicorn, websockets; print(m.version("pycrdt-websocket"))';
    const version = execFileSync(python, ['-c', script], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
    if (version === wanted) return { python, availability: { available: true, version } };
    const reason = `pycrdt-websocket ${version} is installed, ${wanted} is wanted`;
    return { python, availability: { available: false, reason, remedy } };
  } catch {
    const reason = 'Python with pycrdt-websocket, uvicorn and websockets was not found';
    return { python, availability: { available: false, reason, remedy } };
  }
}

export default target;
