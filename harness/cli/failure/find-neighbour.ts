import type { Neighbour } from '#harness/contract/neighbour.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { neighbourPaths } from '#harness/diagnosis/report/neighbour-paths.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { findUnderTest } from '../find-under-test.ts';
import { runScenario } from '../run-scenario.ts';
import { neighbourCandidates } from './neighbour-candidates.ts';
import { partingOf } from './parting-of.ts';

/** What the search may cost: counted, so that it finds the same neighbour everywhere. */
export interface NeighbourBudget {
  /** Candidates that may be run. */
  readonly runs: number;
  /** Events that one candidate may have before it is judged as far as it came. */
  readonly eventsEach: number;
}

/** A run that passes and differs from a failing one in one thing; null when none of the candidates passes. */
export async function findNeighbour(
  scenario: Scenario,
  node: string,
  { record, history }: RunOutcome,
  budget: NeighbourBudget,
): Promise<Neighbour | null> {
  const candidates = neighbourCandidates(scenario, record.seed, node);
  for (const candidate of candidates.slice(0, budget.runs)) {
    const there = await tryRun(candidate.scenario, candidate.seed, candidate.node, budget);
    if (there?.record.verdict !== 'pass') continue;
    return {
      differsIn: candidate.differsIn,
      record: there.record,
      // Another seed draws other client ids and delays: such runs differ from their first event on.
      parting: candidate.seed === record.seed ? partingOf(history, there.history) : null,
      paths: neighbourPaths(history, there.history),
    };
  }
  return null;
}

async function tryRun(
  scenario: Scenario,
  seed: number,
  node: string,
  { eventsEach }: NeighbourBudget,
): Promise<RunOutcome | null> {
  try {
    return await runScenario(scenario, seed, await findUnderTest(node), { maxEvents: eventsEach });
  } catch (error) {
    // Without its fault a schedule may be no schedule any more.
    if (error instanceof UsageError) return null;
    throw error;
  }
}
