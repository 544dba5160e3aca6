import fc from 'fast-check';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { deliverySchedule } from './arbitraries/delivery-arbitrary.ts';
import {
  anyDialFreeTopology,
  anyTopology,
  dialFreeNames,
  topologyArbitraries,
} from './arbitraries/topology-arbitrary.ts';
import { scheduleArbitrary, type ScheduleShape } from './arbitraries/schedule-arbitrary.ts';

/** What exploration may demand of generated schedules. */
export interface Property {
  /** Whether nodes and links carry what is edited, or documents are handed updates without any. */
  readonly setting: 'network' | 'documents';
  /** A property of documents needs no topologies. */
  schedules(topologies: fc.Arbitrary<Topology>): fc.Arbitrary<Scenario>;
}

/** Every property, by name. */
export const properties: Readonly<Record<string, Property>> = {
  convergence: onNetwork({
    id: 'properties/convergence',
    title:
      'Whatever is edited and whatever breaks, replicas that are connected converge and nothing is lost',
    rules: [],
    editsMost: 60,
    faultsMost: 6,
    activeMs: 12_000,
    quietMs: 0,
  }),
  awareness: onNetwork({
    id: 'properties/awareness',
    title: 'Whatever breaks, users see each other, and only those who are there',
    rules: [],
    editsMost: 6,
    faultsMost: 4,
    activeMs: 30_000,
    quietMs: 60_000,
  }),
  persistence: onNetwork({
    id: 'properties/persistence',
    title: 'Whatever crashes, what was durable is there again',
    rules: [],
    editsMost: 40,
    faultsMost: 8,
    activeMs: 40_000,
    quietMs: 0,
  }),
  economy: onNetwork({
    id: 'properties/economy',
    title: 'An edit floods once, and an idle room is silent',
    rules: [],
    editsMost: 12,
    faultsMost: 2,
    activeMs: 10_000,
    quietMs: 130_000,
  }),
  delivery: { setting: 'documents', schedules: () => deliverySchedule },
};

function onNetwork(shape: ScheduleShape): Property {
  return {
    setting: 'network',
    schedules: (topologies) => scheduleArbitrary(topologies, shape),
  };
}

/** The topology names that `--topology` takes, besides `any`. */
export const topologyNames: readonly string[] = Object.keys(topologyArbitraries);

/** Whether nodes can dial each other: where they cannot, no topology asks it of them. */
export type WhoDials = 'nodes-and-clients' | 'clients';

/** The schedule of a property for a seed: always the same. Throws a UsageError for a topology that cannot be had. */
export function generate(
  property: Property,
  seed: number,
  topology: string,
  dials: WhoDials = 'nodes-and-clients',
): Scenario {
  const schedules = property.schedules(topologiesCalled(topology, dials));
  const [scenario] = fc.sample(fc.noBias(schedules), { seed, numRuns: 1 });
  if (scenario === undefined) throw new RangeError('fast-check drew nothing');
  return scenario;
}

/** What `--topology` names. Throws a UsageError for a name that is unknown, or cannot be had. */
export function topologiesCalled(
  name: string,
  dials: WhoDials = 'nodes-and-clients',
): fc.Arbitrary<Topology> {
  const nodesDial = dials === 'nodes-and-clients';
  if (name === 'any') return nodesDial ? anyTopology : anyDialFreeTopology;
  const names: readonly string[] = nodesDial ? topologyNames : dialFreeNames;
  const topologies = Object.entries(topologyArbitraries).find(([known]) => known === name)?.[1];
  if (topologies !== undefined && names.includes(name)) return topologies;
  const why = nodesDial ? '' : ', because what is under test dials nobody';
  throw new UsageError(`--topology is "${name}"; it must be any, ${names.join(', ')}${why}`);
}
