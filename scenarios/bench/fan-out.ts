import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInTargets } from '#harness/cli/conformance/built-in-targets.ts';
import type { Bench, Measure } from '#harness/contract/bench.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { findFreePort } from '#scenarios/conformance/find-free-port.ts';
import { startBareRelay } from './fan-out/bare-relay.ts';
import { measureFanOut } from './fan-out/measure-fan-out.ts';
import type { RunningServer } from './fan-out/running-server.ts';
import { median } from './measuring/median.ts';

/** In turns, so that whatever else the machine does hits all of them. */
const rounds = 5;
const loads = [
  { readers: 1, updates: 10_000 },
  { readers: 10, updates: 5_000 },
  { readers: 100, updates: 1_000 },
];
const ours = 'yardstick-node';
const aims: Readonly<Record<string, string>> = {
  'bare ws': 'at least 0.9',
  'y-websocket-server': 'at least 1.3',
};

const bench: Bench = {
  title: 'Edits through one node to its readers, against other servers',
  async measure() {
    const servers = new Map<string, RunningServer>([
      ['bare ws', await startBareRelay(await findFreePort())],
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'yardstick-bench-'));
    try {
      for (const name of [ours, 'y-websocket-server', 'hocuspocus'])
        servers.set(name, await startTarget(name, folder));
      // Unmeasured: every server has compiled its code when the first figure is taken.
      for (const server of servers.values())
        await measureFanOut(server, { room: 'warm-up', readers: 2, updates: 10_000 });
      const measures: Measure[] = [];
      for (const load of loads) measures.push(...(await compare(servers, load)));
      return measures;
    } finally {
      for (const server of servers.values()) await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

export default bench;

async function compare(
  servers: ReadonlyMap<string, RunningServer>,
  load: (typeof loads)[number],
): Promise<Measure[]> {
  const samples = new Map<string, number[]>([...servers.keys()].map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [name, server] of servers) {
      const room = `fan-out-${load.readers}-${round}`;
      samples.get(name)?.push(await measureFanOut(server, { ...load, room }));
    }
  }
  const rates = new Map([...samples].map(([name, rate]) => [name, median(rate)]));
  const own = rates.get(ours) ?? Number.NaN;
  const to = `to ${load.readers} reader${load.readers === 1 ? '' : 's'}`;
  return [...rates].flatMap(([name, rate]): Measure[] => [
    { name: `${name} ${to}`, value: rate, unit: 'edits/s' },
    ...(name === ours ? [] : [ratio(`${ours} / ${name} ${to}`, own / rate, aims[name])]),
  ]);
}

function ratio(name: string, value: number, aim: string | undefined): Measure {
  return { name, value, unit: 'x', ...(aim === undefined ? {} : { aim }) };
}

async function startTarget(name: string, folder: string): Promise<RunningServer> {
  const target = (await builtInTargets[name]?.())?.default;
  if (target === undefined || !('start' in target))
    throw new HarnessFault(`"${name}" is no target that can be started`);
  const running = await target.start({
    port: await findFreePort(),
    dataDir: join(folder, name),
    peers: [],
  });
  return {
    dialect: target.dialect,
    answers: true,
    token: target.capabilities?.tokens?.readWrite ?? null,
    url: async (room) => running.url(room),
    stop: () => running.kill(),
  };
}
