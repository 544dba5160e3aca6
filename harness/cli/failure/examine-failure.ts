import type { Neighbour } from '#harness/contract/neighbour.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { muteConsole } from '../mute-console.ts';
import { shrinkFailure, type ShrinkBudget, type ShrunkFailure } from '../shrink-failure.ts';
import { findNeighbour, type NeighbourBudget } from './find-neighbour.ts';

/** What is found out about a failure by running more. */
export interface Examined {
  readonly smallest: ShrunkFailure | null;
  /** Of the run that is shown: the smallest where `show` says so. */
  readonly neighbour: Neighbour | null;
}

const neighbourBudget: NeighbourBudget = { runs: 16, eventsEach: 60_000 };

/**
 * Shrinks a failure of a run in virtual time, and finds a passing run beside it. `node` names what was under
 * test. Bounded and deterministic.
 */
export function examineFailure(
  scenario: Scenario,
  node: string,
  outcome: RunOutcome,
  show: 'original' | 'smallest',
  shrinkBudget: ShrinkBudget,
): Promise<Examined> {
  const { seed, checks } = outcome.record;
  const rule = checks.find(({ verdict }) => verdict === 'fail')?.rule;
  if (rule === undefined) return Promise.resolve({ smallest: null, neighbour: null });
  return muteConsole(async () => {
    const smallest = await shrinkFailure(scenario, seed, node, rule, shrinkBudget);
    const shown = show === 'smallest' && smallest !== null ? smallest : { scenario, outcome };
    return {
      smallest,
      neighbour: await findNeighbour(shown.scenario, node, shown.outcome, neighbourBudget),
    };
  });
}
