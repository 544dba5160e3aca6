import { availableParallelism } from 'node:os';
import { exitCode } from '#harness/contract/exit-code.ts';
import { properties } from '#scenarios/properties/properties.ts';
import type { Explored, ExploreRequest } from '../explore-one.ts';
import { explorePool } from '../explore-pool.ts';
import { partOf } from '../parse-shard.ts';
import { ourOwn } from '../run-scenario.ts';
import type { GateStage } from './gate-stage.ts';

/** Seeds of every property for each second of the budget: fixed, so that a gate is the same gate everywhere. */
const seedsPerBudgetSecond = 0.4;

/** A fixed number of generated schedules of every property. */
export const explorationStage: GateStage = {
  name: 'exploration',
  async run({ shard, budgetS }) {
    const requests = partOf(
      Array.from({ length: Math.ceil(budgetS * seedsPerBudgetSecond) }, (_, index) => index + 1),
      shard,
    ).flatMap((seed): ExploreRequest[] =>
      Object.keys(properties).map((property) => ({
        property,
        seed,
        topology: 'any',
        node: ourOwn.node.name,
      })),
    );
    const failures: Explored[] = [];
    let known = 0;
    const waiting = requests.values();
    await explorePool(
      availableParallelism(),
      () => waiting.next().value ?? null,
      (explored) => {
        if (explored.failed.length > 0) failures.push(explored);
        if (explored.verdict === 'known') known++;
      },
    );
    failures.sort((a, b) => a.seed - b.seed || a.property.localeCompare(b.property));
    return {
      code: failures.length === 0 ? exitCode.pass : exitCode.fail,
      summary: `${requests.length - failures.length} of ${requests.length} schedules${known === 0 ? '' : `, ${known} of them known to fail`}`,
      details: failures.map(
        ({ property, seed, failed }) =>
          `FAIL  ${failed[0]?.rule ?? ''}  ${failed[0]?.detail ?? ''}\nagain   pnpm explore ${property} --seeds ${seed}`,
      ),
    };
  },
};
