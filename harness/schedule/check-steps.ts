import type { Step } from '#harness/contract/schedule.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { linksOf } from '#harness/topology/links-of.ts';

/** Throws a UsageError for the first step that is no plain JSON or names what does not exist. */
export function checkSteps(steps: readonly Step[], topology: Topology): void {
  const devices = new Set(topology.devices.map(({ name }) => name));
  for (const step of steps) {
    if (step.do === 'add') devices.add(step.spec.name);
  }
  const links = new Set(linksOf(topology).map(({ id }) => id));
  for (const [index, step] of steps.entries()) {
    const place = `step ${index + 1} (${step.do})`;
    const closure = findNonJson(step, place);
    if (closure !== null) throw new UsageError(closure);
    for (const device of devicesOf(step)) {
      if (!devices.has(device)) {
        throw new UsageError(
          `${place} names device "${device}"; the topology has ${[...devices].join(', ')}`,
        );
      }
    }
    if ('link' in step && step.link !== undefined && !links.has(step.link)) {
      throw new UsageError(
        `${place} names link "${step.link}"; the topology has ${[...links].join(', ')}`,
      );
    }
  }
}

function devicesOf(step: Step): string[] {
  const named = 'device' in step ? [step.device] : [];
  const senders =
    step.do !== 'deliver'
      ? []
      : step.take.is === 'state' && step.take.beyond !== null
        ? [step.from, step.take.beyond]
        : [step.from];
  const cut = step.do === 'partition' ? step.between.flat() : [];
  const awaited =
    'when' in step && 'device' in step.when && step.when.device !== undefined
      ? [step.when.device]
      : [];
  return [...named, ...senders, ...cut, ...awaited];
}

/** Where a value is not plain JSON, in words; null when it is. */
function findNonJson(value: unknown, path: string): string | null {
  if (typeof value === 'function') {
    return `${path} holds a function; a step must be plain JSON, so that it can be replayed and shrunk: name an action instead`;
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number')
    return Number.isFinite(value) ? null : `${path} holds ${value}, which JSON cannot write`;
  if (typeof value !== 'object') return `${path} holds a ${typeof value}, which JSON cannot write`;
  for (const [key, field] of Object.entries(value)) {
    const problem = field === undefined ? null : findNonJson(field, `${path}.${key}`);
    if (problem !== null) return problem;
  }
  return null;
}
