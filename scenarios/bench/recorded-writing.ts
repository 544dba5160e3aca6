import type { Bench } from '#harness/contract/bench.ts';
import { loadScenario } from '#harness/cli/catalogue.ts';
import { runScenario } from '#harness/cli/run-scenario.ts';
import { real } from '#harness/world/real.ts';

const bench: Bench = {
  title: 'A recorded session of 52 minutes, end to end: played, judged and hashed',
  async measure() {
    const scenario = await loadScenario('offline/recorded-writing');
    const startedMs = real.now();
    const { record, history } = await runScenario(scenario, 1);
    const wallS = (real.now() - startedMs) / 1_000;
    return [
      { name: 'wall time', value: wallS, unit: 's' },
      {
        name: 'faster than it was written',
        value: (record.virtualMs ?? 0) / 1_000 / wallS,
        unit: 'x',
      },
      { name: 'edits', value: record.counts.edits / wallS, unit: 'per second' },
      { name: 'events', value: history.events.length / wallS, unit: 'per second' },
    ];
  },
};

export default bench;
