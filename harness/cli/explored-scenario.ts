import type { NodeImplementation } from '#harness/contract/device.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { generate, type Property, type WhoDials } from '#scenarios/properties/properties.ts';

/**
 * The schedule of a property and seed for what is under test: a node that dials nobody is asked for no
 * dial, and what cannot be done to it is left out.
 */
export function exploredScenario(
  property: Property,
  seed: number,
  topology: string,
  node: NodeImplementation,
): Scenario {
  const scenario = generate(property, seed, topology, whoDials(node));
  return { ...scenario, steps: scenario.steps.filter((step) => !node.lacks?.(step)) };
}

/** Whether what is under test can be a node that dials another. */
export function whoDials(node: NodeImplementation): WhoDials {
  const dialler = {
    kind: 'node',
    name: 'one',
    dials: ['another'],
    storage: 'disk',
    gc: true,
  } as const;
  return node.lacks?.(dialler) ? 'clients' : 'nodes-and-clients';
}
