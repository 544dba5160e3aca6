import type { Scenario } from '#harness/contract/scenario.ts';
import type { Step } from '#harness/contract/schedule.ts';
import { deltaDebug } from './delta-debug.ts';
import { simplerSteps } from './simpler-steps.ts';
import { smallerTopologies } from './smaller-topologies.ts';

export interface ShrinkOptions {
  readonly scenario: Scenario;
  /** Whether a candidate still fails for the same rule. Asked with candidates that are sound only. */
  fails(scenario: Scenario): Promise<boolean>;
  /** How many candidates may be tried. */
  readonly attempts: number;
}

export interface Shrunk {
  readonly scenario: Scenario;
  /** Candidates that were tried. */
  readonly runs: number;
}

/**
 * The smallest schedule that still fails for the same rule: fewer steps, fewer devices and links, simpler
 * values, shorter times. Deterministic. Passes repeat until none helps or the attempts are used up.
 */
export async function shrink({ scenario, fails, attempts }: ShrinkOptions): Promise<Shrunk> {
  let smallest = scenario;
  let runs = 0;

  async function tryOut(candidate: Scenario): Promise<boolean> {
    if (candidate === smallest || runs >= attempts) return false;
    runs++;
    if (!(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  }

  /** Of the updates that a step hands over, only those that matter. */
  async function fewerPicks(index: number): Promise<void> {
    const step = smallest.steps[index];
    if (step?.do !== 'deliver' || step.take.is !== 'updates' || step.take.picks === 'all') return;
    await deltaDebug(step.take.picks, async (picks) => {
      const fewer: Step = { ...step, take: { is: 'updates', picks } };
      return picks.length > 0 && tryOut({ ...smallest, steps: smallest.steps.with(index, fewer) });
    });
  }

  for (let before = ''; before !== JSON.stringify(smallest);) {
    before = JSON.stringify(smallest);
    await deltaDebug(smallest.steps, (steps) => tryOut({ ...smallest, steps }));
    for (const smaller of smallerTopologies(smallest)) await tryOut(smaller(smallest));
    for (let index = 0; index < smallest.steps.length; index++) {
      await fewerPicks(index);
      for (const simpler of simplerSteps) {
        const step = smallest.steps[index];
        const candidate = step === undefined ? null : simpler(step, smallest.steps, index);
        if (candidate === null) continue;
        await tryOut({ ...smallest, steps: smallest.steps.with(index, candidate) });
      }
    }
  }
  return { scenario: smallest, runs };
}
