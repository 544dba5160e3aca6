import type { Bench } from '#harness/contract/bench.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { runScenario } from '#harness/cli/run-scenario.ts';
import { generate, properties } from '#scenarios/properties/properties.ts';
import { cpuSeconds } from './measuring/cpu-seconds.ts';

const schedules = 60;
/** Schedules of other seeds, until the code is compiled. */
const warmUp = 20;

const bench: Bench = {
  title: 'Generated schedules on the reference topology, six replicas each, run and judged',
  async measure() {
    const { convergence } = properties;
    if (convergence === undefined) throw new HarnessFault('there is no property "convergence"');
    const scenarios = Array.from({ length: warmUp + schedules }, (_, index) =>
      generate(convergence, index + 1, 'reference'),
    );
    let measured = cpuSeconds();
    let virtualMs = 0;
    let steps = 0;
    for (const [index, scenario] of scenarios.entries()) {
      if (index === warmUp) measured = cpuSeconds();
      const { record } = await runScenario(scenario, index + 1);
      if (index < warmUp) continue;
      virtualMs += record.virtualMs ?? 0;
      steps += scenario.steps.length;
    }
    const cpuS = measured();
    return [
      { name: 'schedules', value: schedules / cpuS, unit: 'per CPU second', aim: 'at least 10' },
      { name: 'steps', value: steps / schedules, unit: 'per schedule' },
      { name: 'virtual time', value: virtualMs / 1_000 / cpuS, unit: 's per CPU second' },
    ];
  },
};

export default bench;
