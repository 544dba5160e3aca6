import { UsageError } from '#harness/contract/usage-error.ts';
import type { ScenarioDefinition } from '#harness/contract/scenario.ts';
import { validateTopology } from '#harness/topology/validate-topology.ts';
import { checkSteps } from './check-steps.ts';

/**
 * A scenario as data: topology, steps, expectations. Throws a UsageError when it could not be run,
 * replayed or shrunk: a topology that cannot work, a step that is no plain JSON, an unknown device.
 */
export function defineScenario(definition: ScenarioDefinition): ScenarioDefinition {
  validateTopology(definition.topology);
  checkSteps(definition.steps, definition.topology);
  if (definition.expect.length === 0) {
    throw new UsageError(
      `scenario "${definition.title}" expects no mark, so it could pass without its situation having arisen; name one`,
    );
  }
  return definition;
}
