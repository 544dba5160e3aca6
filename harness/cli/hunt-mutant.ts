import type { Mutant, MutantGround } from '#harness/contract/mutant.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { hubAndSpoke } from '#harness/topology/presets.ts';
import { reference } from '#harness/topology/reference.ts';
import { mutantSchedule } from '#scenarios/properties/mutant-schedule.ts';
import { muteConsole } from './mute-console.ts';
import { ourOwn, runScenario, type UnderTest } from './run-scenario.ts';

/** A cycle of nodes; and a tree, in which no other way supplies what a broken relay loses. */
export const grounds: Readonly<Record<MutantGround, Topology>> = {
  reference,
  tree: hubAndSpoke(2, 2),
};

/** Many times what a schedule takes on the unbroken node: a mutant that loops would never end. */
export const maxEvents = 30_000;

/** What came of a hunt for one mutant on one topology. */
export interface Hunt {
  readonly mutant: string;
  readonly ground: MutantGround;
  /** The first schedule that showed the defect; null when none did. */
  readonly caught: { readonly rule: string; readonly detail: string; readonly seed: number } | null;
  /** How many seeds were run, from 1. */
  readonly seeds: number;
  readonly cpuSeconds: number;
  /** Steps of the smallest schedule that shows it, as far as shrinking got; null when it was not shrunk. */
  readonly shrunkSteps: number | null;
  /** Rules that failed before one that names the defect did. */
  readonly alsoFailed: readonly string[];
}

/** Runs a mutant on seeded schedules until a rule that names its defect fails, or `budget` seeds passed. */
export async function huntMutant(
  mutant: Mutant,
  ground: MutantGround,
  budget: number,
): Promise<Hunt> {
  const startedAt = process.cpuUsage();
  const underTest = withMutant(mutant);
  const alsoFailed = new Set<string>();
  let caught: Hunt['caught'] = null;
  let seed = 0;
  while (caught === null && seed < budget) {
    seed++;
    const scenario = mutantSchedule(grounds[ground], seed);
    const { record } = await muteConsole(() =>
      runScenario(scenario, seed, underTest, { maxEvents }),
    );
    for (const { rule, verdict, detail } of record.checks) {
      if (verdict !== 'fail') continue;
      if (mutant.caughtBy.includes(rule)) caught ??= { rule, detail, seed };
      else alsoFailed.add(rule);
    }
  }
  const { user, system } = process.cpuUsage(startedAt);
  return {
    mutant: mutant.name,
    ground,
    caught,
    seeds: seed,
    cpuSeconds: (user + system) / 1e6,
    shrunkSteps: null,
    alsoFailed: [...alsoFailed],
  };
}

/** What is under test when the mutant is. */
export function withMutant(mutant: Mutant): UnderTest {
  return mutant.needs === 'node'
    ? { ...ourOwn, node: mutant.node }
    : { ...ourOwn, client: mutant.client };
}
