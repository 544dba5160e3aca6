import type { Scenario } from '#harness/contract/scenario.ts';
import type { Step } from '#harness/contract/schedule.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import { topologyProblems } from '#harness/topology/validate-topology.ts';

/** A change that makes a scenario smaller; the scenario unchanged where the result could not work. */
type Smaller = (scenario: Scenario) => Scenario;

/** Every way to leave out one device, or one dial of one device. */
export function smallerTopologies({ topology }: Scenario): readonly Smaller[] {
  return [
    ...topology.devices.map(({ name }) => withoutDevice(name)),
    ...topology.devices.flatMap(({ name, dials }) =>
      dials.map((dialled) => withoutDial(name, dialled)),
    ),
  ];
}

function withoutDevice(name: string): Smaller {
  return (scenario) => {
    const { topology } = scenario;
    const { [name]: _, ...syncNodes } = topology.syncNodes;
    const devices = topology.devices
      .filter(
        (device) => device.name !== name && !(device.kind === 'client' && device.host === name),
      )
      .map((device) => ({ ...device, dials: device.dials.filter((dialled) => dialled !== name) }));
    return sound(scenario, { ...scenario, topology: { ...topology, syncNodes, devices } });
  };
}

function withoutDial(name: string, dialled: string): Smaller {
  return (scenario) => {
    const { topology } = scenario;
    const devices = topology.devices.map((device) =>
      device.name === name
        ? { ...device, dials: device.dials.filter((other) => other !== dialled) }
        : device,
    );
    return sound(scenario, { ...scenario, topology: { ...topology, devices } });
  };
}

/** The candidate without steps that name what is gone; the scenario itself when it could not work. */
function sound(scenario: Scenario, candidate: Scenario): Scenario {
  if (topologyProblems(candidate.topology).length > 0) return scenario;
  const names = new Set(candidate.topology.devices.map(({ name }) => name));
  const links = new Set(linksOf(candidate.topology).map(({ id }) => id));
  const steps = candidate.steps.flatMap((step) => {
    const kept = withoutMissing(step, names, links);
    return kept === null ? [] : [kept];
  });
  return { ...candidate, steps };
}

function withoutMissing(
  step: Step,
  names: ReadonlySet<string>,
  links: ReadonlySet<string>,
): Step | null {
  if ('device' in step && !names.has(step.device)) return null;
  if ('link' in step && step.link !== undefined && !links.has(step.link)) return null;
  if (step.do === 'deliver') {
    const { from, take } = step;
    const beyond = take.is === 'state' ? take.beyond : null;
    return names.has(from) && (beyond === null || names.has(beyond)) ? step : null;
  }
  if (step.do !== 'partition') return step;
  const [left, right] = step.between.map((side) => side.filter((name) => names.has(name)));
  return left === undefined || right === undefined || left.length === 0 || right.length === 0
    ? null
    : { ...step, between: [left, right] };
}
