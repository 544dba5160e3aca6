import { applyUpdate, Doc } from 'yjs';
import type { Bench, Measure } from '#harness/contract/bench.ts';
import type { History } from '#harness/contract/history.ts';
import { runScenario } from '#harness/cli/run-scenario.ts';
import { reference } from '#harness/topology/reference.ts';
import { chaos } from '#scenarios/properties/chaos.ts';
import { cpuSeconds } from './measuring/cpu-seconds.ts';
import { median } from './measuring/median.ts';

const durationMs = 300_000;
/** A chaotic schedule of six replicas by its edits: as many a second as generated schedules have, and ten times that. */
const loads = [
  { name: 'an edit every 2 s', edits: 150 },
  { name: '5 edits a second', edits: 1_500 },
];
/** An exploration runs thousands of schedules in one process: what counts is compiled code. */
const warmUps = 20;
const rounds = 9;

const bench: Bench = {
  title: 'Simulating six replicas under chaos, against the floor of applying the same updates',
  async measure() {
    const measures: Measure[] = [];
    for (const { name, edits } of loads) {
      const scenario = chaos({ topology: reference, seed: 1, durationMs, edits, faults: 12 });
      for (let round = 0; round < warmUps; round++)
        applyAll((await runScenario(scenario, 1)).history);
      const simulated: number[] = [];
      const floor: number[] = [];
      let virtualS = 0;
      let events = 0;
      for (let round = 0; round < rounds; round++) {
        const running = cpuSeconds();
        const { history, record } = await runScenario(scenario, 1);
        simulated.push(running());
        const applying = cpuSeconds();
        applyAll(history);
        floor.push(applying());
        virtualS = (record.virtualMs ?? 0) / 1000;
        events = history.events.length;
      }
      const simulatedS = median(simulated);
      measures.push(
        {
          name: `simulated run / floor, ${name}`,
          value: simulatedS / median(floor),
          unit: 'x',
          aim: 'at most 1.4',
        },
        {
          name: `virtual time, ${name}`,
          value: virtualS / simulatedS,
          unit: 's per CPU second',
          aim: 'at least 1500',
        },
        { name: `edits, ${name}`, value: edits / simulatedS, unit: 'per CPU second' },
        { name: `events, ${name}`, value: events / simulatedS, unit: 'per CPU second' },
      );
    }
    return measures;
  },
};

export default bench;

/** The floor: every update of a run once more, at a document for each replica, and nothing else. */
function applyAll({ events, payload }: History): void {
  const docs = new Map<string, Doc>();
  for (const event of events) {
    if (event.kind !== 'update') continue;
    let doc = docs.get(event.replica);
    if (doc === undefined) {
      doc = new Doc();
      // A replica's own updates are encoded for its listeners; so they are here.
      doc.on('update', () => undefined);
      docs.set(event.replica, doc);
    }
    applyUpdate(doc, payload(event.payload));
  }
}
