import { UsageError } from '#harness/contract/usage-error.ts';
import { properties } from '#scenarios/properties/properties.ts';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import { maxEvents, type Explored } from '../explore-one.ts';
import { exploredScenario } from '../explored-scenario.ts';
import { findUnderTest } from '../find-under-test.ts';
import { ourOwn, runScenario } from '../run-scenario.ts';
import type { FailedRun } from './tell-failures.ts';
import { launcher } from '../launcher.ts';

/** A generated schedule that failed in a worker process: it is generated and run again here. */
export async function exploredFailure(explored: Explored): Promise<FailedRun> {
  const { property, seed, topology, node } = explored;
  const shape = properties[property];
  if (shape === undefined) throw new UsageError(`no property is called "${property}"`);
  const underTest = await findUnderTest(node);
  const scenario = exploredScenario(shape, seed, topology, underTest.node);
  return {
    entry: exploredEntry(explored),
    scenario,
    node,
    name: `${property}-${seed}`,
    show: 'smallest',
    outcome: () => runScenario(scenario, seed, underTest, { maxEvents }),
  };
}

/** A generated schedule in the index, without a page. */
export function exploredEntry({
  property,
  title,
  seed,
  topology,
  node,
  verdict,
  failed,
  reasons,
  virtualMs,
}: Explored): IndexEntry {
  return {
    scenario: `properties/${property}`,
    family: 'properties',
    seed,
    target: node,
    verdict,
    broken: failed.map(({ rule }) => rule),
    sentence: failed[0]?.detail ?? reasons[0] ?? title,
    virtualMs,
    replay: [
      `${launcher} explore ${property} --seeds ${seed}`,
      ...(topology === 'any' ? [] : [`--topology ${topology}`]),
      ...(node === ourOwn.node.name ? [] : [`--node ${node}`]),
    ].join(' '),
    href: null,
  };
}
