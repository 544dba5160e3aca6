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
    const property = properties['convergence'];
    const chosen = property === undefined ? [] : partOf(seeds, shard);
    const hashes = async (): Promise<Map<number, string | null>> => {
      const found = new Map<number, string | null>();
      for (const seed of chosen) {
        if (property === undefined) continue;
        const { record } = await runScenario(generate(property, seed, 'any'), seed);
        found.set(seed, record.historyHash);
      }
      return found;
    };
    const [first, second] = [await hashes(), await hashes()];
    const differing = chosen.filter((seed) => first.get(seed) !== second.get(seed));
    return {
      code: differing.length === 0 ? exitCode.pass : exitCode.fail,
      summary: `${chosen.length - differing.length} of ${chosen.length} seeds gave the same history twice`,
      details: differing.map(
        (seed) =>
          `FAIL  seed ${seed} gave two histories: ${first.get(seed)} and ${second.get(seed)}`,
      ),
    };
  },
};
