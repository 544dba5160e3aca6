import type { NodeImplementation } from '#harness/contract/device.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { ScheduleShape } from '#scenarios/properties/arbitraries/schedule-arbitrary.ts';
import { generate } from '#scenarios/properties/properties.ts';

/**
 * The schedule of a property and seed for what is under test: a node that dials nobody is asked for no
 * dial, and what cannot be done to it is left out.
 */
export function exploredScenario(
  property: ScheduleShape,
  seed: number,
  topology: string,
  node: NodeImplementation,
): Scenario {
  const scenario = generate(
    property,
    seed,
    topology,
    canDial(node) ? 'nodes-dial' : 'clients-dial',
  );
  return { ...scenario, steps: scenario.steps.filter((step) => !node.lacks?.(step)) };
}

function canDial(node: NodeImplementation): boolean {
  const dialler = {
    kind: 'node',
    name: 'one',
    dials: ['another'],
    storage: 'disk',
    gc: true,
  } as const;
  return !node.lacks?.(dialler);
}
