import { UsageError } from '#harness/contract/usage-error.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { shrink } from '#harness/shrink/shrink.ts';
import { findUnderTest } from './find-under-test.ts';
import { muteConsole } from './mute-console.ts';
import { runScenario } from './run-scenario.ts';
import { savedScheduleOf } from './saved-schedule.ts';

const maxEvents = 60_000;

/** A failure made small. */
export interface ShrunkFailure {
  readonly saved: SavedSchedule;
  readonly detail: string;
  /** Candidates that were run. */
  readonly runs: number;
}

/** Shrinks a failing schedule to the smallest that fails for the same rule. */
export async function shrinkFailure(
  scenario: Scenario,
  seed: number,
  node: string,
  rule: string,
  attempts: number,
): Promise<ShrunkFailure> {
  const underTest = await findUnderTest(node);
  const run = (candidate: Scenario) =>
    muteConsole(() => runScenario(candidate, seed, underTest, { maxEvents }));
  const { scenario: smallest, runs } = await shrink({
    scenario,
    attempts,
    async fails(candidate) {
      try {
        const { record } = await run(candidate);
        return record.checks.some((check) => check.rule === rule && check.verdict === 'fail');
      } catch (error) {
        // A candidate that cannot be run at all is no smaller form of the failure.
        if (error instanceof UsageError) return false;
        throw error;
      }
    },
  });
  const { record } = await run(smallest);
  const detail = record.checks.find((check) => check.rule === rule)?.detail ?? '';
  return { saved: savedScheduleOf(smallest, record, node), detail, runs };
}
