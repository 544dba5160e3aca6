import { exitCode } from '#harness/contract/exit-code.ts';
import { generate, properties } from '#scenarios/properties/properties.ts';
import { partOf } from '../parse-shard.ts';
import { runScenario } from '../run-scenario.ts';
import type { GateStage } from './gate-stage.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/** Some generated schedules twice, others in between: the same seed must give the same history. */
export const doubleRunStage: GateStage = {
  name: 'double runs',
  async run({ shard }) {
    const chosen = partOf(
      seeds.flatMap((seed) => ['convergence', 'delivery'].map((property) => ({ property, seed }))),
      shard,
    );
    const hashes = async (): Promise<Map<string, string | null>> => {
      const found = new Map<string, string | null>();
      for (const { property: name, seed } of chosen) {
        const property = properties[name];
        if (property === undefined) continue;
        const { record } = await runScenario(generate(property, seed, 'any'), seed);
        found.set(`${name} seed ${seed}`, record.historyHash);
      }
      return found;
    };
    const [first, second] = [await hashes(), await hashes()];
    const differing = [...first.keys()].filter((run) => first.get(run) !== second.get(run));
    return {
      code: differing.length === 0 ? exitCode.pass : exitCode.fail,
      summary: `${first.size - differing.length} of ${first.size} schedules gave the same history twice`,
      details: differing.map(
        (run) => `FAIL  ${run} gave two histories: ${first.get(run)} and ${second.get(run)}`,
      ),
    };
  },
};
