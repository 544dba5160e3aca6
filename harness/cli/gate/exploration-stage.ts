import { availableParallelism } from 'node:os';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { properties } from '#scenarios/properties/properties.ts';
import type { Explored, ExploreRequest } from '../explore-one.ts';
import { explorePool } from '../explore-pool.ts';
import { createTally } from '../explore-tally.ts';
import { exploredEntry, exploredFailure } from '../failure/explored-failure.ts';
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
    const others: Explored[] = [];
    const tally = createTally(Object.values(properties).map(({ setting }) => setting));
    const waiting = requests.values();
    await explorePool(
      availableParallelism(),
      () => waiting.next().value ?? null,
      (explored) => {
        tally.add(explored);
        (explored.failed.length > 0 ? failures : others).push(explored);
      },
    );
    failures.sort((a, b) => a.seed - b.seed || a.property.localeCompare(b.property));
    const known = others.filter(({ verdict }) => verdict === 'known').length;
    const never = tally.missing();
    return {
      code: codeOf(failures.length, never.length),
      summary: [
        `${requests.length - failures.length} of ${requests.length} schedules`,
        ...(known === 0 ? [] : [`${known} of them known to fail`]),
        ...(never.length === 0
          ? []
          : [`inconclusive, since this never happened: ${never.join('; ')}`]),
      ].join(', '),
      failed: await Promise.all(failures.map(exploredFailure)),
      problems: [],
      entries: others.map(exploredEntry),
    };
  },
};

function codeOf(failures: number, neverMet: number): ExitCode {
  if (failures > 0) return exitCode.fail;
  return neverMet > 0 ? exitCode.inconclusive : exitCode.pass;
}
