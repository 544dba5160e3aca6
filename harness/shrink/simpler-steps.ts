import type { Json } from '#harness/contract/json.ts';
import type { Step } from '#harness/contract/schedule.ts';

/** A simpler form of a step; null when it has none. */
type Simpler = (step: Step, steps: readonly Step[], index: number) => Step | null;

/** Ways to make one step simpler, tried in this order. */
export const simplerSteps: readonly Simpler[] = [
  sooner,
  roundTime,
  smallNumbers,
  plainValues,
  firstHandlingOnly,
  withoutFirstHandling,
  withoutLastHandling,
  plainEncoding,
];

/** As soon after the step before it as shows an order. */
function sooner(step: Step, steps: readonly Step[], index: number): Step | null {
  if (!('at' in step)) return null;
  const before = steps[index - 1];
  const at = before !== undefined && 'at' in before ? before.at + 100 : 1_000;
  return at < step.at ? { ...step, at } : null;
}

/** A time that is easier to read. */
function roundTime(step: Step, steps: readonly Step[], index: number): Step | null {
  if (!('at' in step)) return null;
  const at = Math.floor(step.at / 1_000) * 1_000;
  const before = steps[index - 1];
  const least = before !== undefined && 'at' in before ? before.at : 0;
  return at < step.at && at >= least ? { ...step, at } : null;
}

/** Numbers of an edit become 1: the beginning is the simplest place, and one thing the simplest count. */
function smallNumbers(step: Step): Step | null {
  return withArgs(step, (arg) => (typeof arg === 'number' && arg > 1 ? 1 : arg));
}

/** Long texts become short ones. The first argument is the root's name and stays. */
function plainValues(step: Step): Step | null {
  return withArgs(step, (arg, index) =>
    index > 0 && typeof arg === 'string' && arg.length > 3 ? arg.slice(0, 3) : arg,
  );
}

/** One handling says more than several. */
function firstHandlingOnly(step: Step): Step | null {
  return step.do === 'deliver' && step.handling.length > 1
    ? { ...step, handling: step.handling.slice(0, 1) }
    : null;
}

function withoutFirstHandling(step: Step): Step | null {
  return step.do === 'deliver' && step.handling.length > 0
    ? { ...step, handling: step.handling.slice(1) }
    : null;
}

function withoutLastHandling(step: Step): Step | null {
  return step.do === 'deliver' && step.handling.length > 0
    ? { ...step, handling: step.handling.slice(0, -1) }
    : null;
}

function plainEncoding(step: Step): Step | null {
  return step.do === 'deliver' && step.encoding === 'v2' ? { ...step, encoding: 'v1' } : null;
}

function withArgs(step: Step, change: (arg: Json, index: number) => Json): Step | null {
  if (step.do !== 'edit') return null;
  const args = step.args.map(change);
  return args.every((arg, index) => arg === step.args[index]) ? null : { ...step, args };
}
