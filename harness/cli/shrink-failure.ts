import { UsageError } from '#harness/contract/usage-error.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { shrink } from '#harness/shrink/shrink.ts';
import { findUnderTest } from './find-under-test.ts';
import { runScenario } from './run-scenario.ts';
import { savedScheduleOf } from './saved-schedule.ts';

const maxEvents = 60_000;

/** What shrinking may cost: counted, not timed, so that it ends at the same schedule everywhere. */
export interface ShrinkBudget {
  /** Candidates that may be run. */
  readonly runs: number;
  /** Events that all of them together may have. */
  readonly events: number;
}

/** A failure made small. */
export interface ShrunkFailure {
  readonly scenario: Scenario;
  /** Its run. */
  readonly outcome: RunOutcome;
  readonly saved: SavedSchedule;
  readonly detail: string;
  /** Candidates that were run. */
  readonly runs: number;
}

/**
 * Shrinks a failing schedule to the smallest that fails for the same rule; null when not even the whole
 * schedule does so in virtual time.
 */
export async function shrinkFailure(
  scenario: Scenario,
  seed: number,
  node: string,
  rule: string,
  budget: ShrinkBudget,
): Promise<ShrunkFailure | null> {
  const underTest = await findUnderTest(node);
  const run = (candidate: Scenario) => runScenario(candidate, seed, underTest, { maxEvents });
  const checkIn = ({ record }: RunOutcome) =>
    record.checks.find((check) => check.rule === rule && check.verdict === 'fail');
  let events = 0;
  const { scenario: smallest, runs } = await shrink({
    scenario,
    attempts: budget.runs,
    async fails(candidate) {
      if (events >= budget.events) return false;
      try {
        const outcome = await run(candidate);
        events += outcome.history.events.length;
        return checkIn(outcome) !== undefined;
      } catch (error) {
        // A candidate that cannot be run at all is no smaller form of the failure.
        if (error instanceof UsageError) return false;
        throw error;
      }
    },
  });
  const outcome = await run(smallest);
  const check = checkIn(outcome);
  if (check === undefined) return null;
  const saved = savedScheduleOf(smallest, outcome.record, node);
  return { scenario: smallest, outcome, saved, detail: check.detail, runs };
}
