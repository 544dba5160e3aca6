import { applyUpdate, Doc } from 'yjs';
import type { Bench } from '#harness/contract/bench.ts';
import { runScenario } from '#harness/cli/run-scenario.ts';
import { reference } from '#harness/topology/reference.ts';
import { chaos } from '#scenarios/properties/chaos.ts';

const durationMs = 300_000;
const edits = 1_500;

const bench: Bench = {
  title: 'Simulating six replicas under chaos, against the floor of applying the same updates',
  async measure() {
    const scenario = chaos({ topology: reference, seed: 1, durationMs, edits, faults: 12 });
    await runScenario(
      chaos({ topology: reference, seed: 2, durationMs: 20_000, edits: 100, faults: 2 }),
      2,
    );
    const simulated = cpuSeconds();
    const { history, record } = await runScenario(scenario, 1);
    const simulatedS = simulated();

    const updates = history.events.flatMap((event) =>
      event.kind === 'update'
        ? [{ replica: event.replica, update: history.payload(event.payload) }]
        : [],
    );
    const docs = new Map<string, Doc>();
    const floor = cpuSeconds();
    for (const { replica, update } of updates) {
      let doc = docs.get(replica);
      if (doc === undefined) {
        doc = new Doc();
        // A replica's own updates are encoded for its listeners; so they are here.
        doc.on('update', () => undefined);
        docs.set(replica, doc);
      }
      applyUpdate(doc, update);
    }
    const floorS = floor();
    return [
      { name: 'simulated run / floor', value: simulatedS / floorS, unit: 'x', aim: 'at most 1.4' },
      {
        name: 'virtual time',
        value: (record.virtualMs ?? 0) / 1000 / simulatedS,
        unit: 's per CPU second',
        aim: 'at least 1500',
      },
      { name: 'edits', value: edits / simulatedS, unit: 'per CPU second' },
      { name: 'events', value: history.events.length / simulatedS, unit: 'per CPU second' },
    ];
  },
};

export default bench;

/** CPU seconds of this process from now on. */
function cpuSeconds(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
}
