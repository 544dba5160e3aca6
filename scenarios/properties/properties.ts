import fc from 'fast-check';
import type { Scenario } from '#harness/contract/scenario.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import {
  anyDialFreeTopology,
  anyTopology,
  dialFreeNames,
  topologyArbitraries,
} from './arbitraries/topology-arbitrary.ts';
import { scheduleArbitrary, type ScheduleShape } from './arbitraries/schedule-arbitrary.ts';

/** What exploration may demand of generated schedules, by name. */
export const properties: Readonly<Record<string, ScheduleShape>> = {
  convergence: {
    id: 'properties/convergence',
    title:
      'Whatever is edited and whatever breaks, replicas that are connected converge and nothing is lost',
    rules: [],
    editsMost: 60,
    faultsMost: 6,
    activeMs: 12_000,
    quietMs: 0,
  },
  awareness: {
    id: 'properties/awareness',
    title: 'Whatever breaks, users see each other, and only those who are there',
    rules: [],
    editsMost: 6,
    faultsMost: 4,
    activeMs: 30_000,
    quietMs: 60_000,
  },
  persistence: {
    id: 'properties/persistence',
    title: 'Whatever crashes, what was durable is there again',
    rules: [],
    editsMost: 40,
    faultsMost: 8,
    activeMs: 40_000,
    quietMs: 0,
  },
  economy: {
    id: 'properties/economy',
    title: 'An edit floods once, and an idle room is silent',
    rules: [],
    editsMost: 12,
    faultsMost: 2,
    activeMs: 10_000,
    quietMs: 130_000,
  },
};

/** The topology names that `--topology` takes, besides `any`. */
export const topologyNames: readonly string[] = Object.keys(topologyArbitraries);

/**
 * The schedule of a property for a seed: always the same. `dials`: whether nodes can dial each other;
 * where they cannot, no topology asks it of them. Throws a UsageError for a topology that cannot be had.
 */
export function generate(
  property: ScheduleShape,
  seed: number,
  topology: string,
  dials: 'nodes-dial' | 'clients-dial' = 'nodes-dial',
): Scenario {
  const nodesDial = dials === 'nodes-dial';
  const names: readonly string[] = nodesDial ? topologyNames : dialFreeNames;
  const any = nodesDial ? anyTopology : anyDialFreeTopology;
  const topologies = names.includes(topology)
    ? Object.entries(topologyArbitraries).find(([name]) => name === topology)?.[1]
    : undefined;
  if (topology !== 'any' && topologies === undefined) {
    const why = nodesDial ? '' : ', because what is under test dials nobody';
    throw new UsageError(`--topology is "${topology}"; it must be any, ${names.join(', ')}${why}`);
  }
  const [scenario] = fc.sample(fc.noBias(scheduleArbitrary(topologies ?? any, property)), {
    seed,
    numRuns: 1,
  });
  if (scenario === undefined) throw new RangeError('fast-check drew nothing');
  return scenario;
}
