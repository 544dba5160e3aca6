import type { Mutant } from '#harness/contract/mutant.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { shrink } from '#harness/shrink/shrink.ts';
import { mutantSchedule } from '#scenarios/properties/mutant-schedule.ts';
import { grounds, maxEvents, withMutant, type Hunt } from './hunt-mutant.ts';
import { muteConsole } from './mute-console.ts';
import { runScenario } from './run-scenario.ts';

/** How many smaller schedules may be tried. */
const attempts = 120;

/** Rather a bigger schedule than a hunt that takes minutes. CPU seconds. */
const mostCpuSeconds = 6;

/** The hunt with the number of steps of the smallest schedule that still breaks the rule that caught the mutant. */
export async function shrinkHunt(mutant: Mutant, hunt: Hunt): Promise<Hunt> {
  const { caught, ground } = hunt;
  if (caught === null) return hunt;
  const underTest = withMutant(mutant);
  const startedAt = process.cpuUsage();
  const isLate = (): boolean => {
    const { user, system } = process.cpuUsage(startedAt);
    return (user + system) / 1e6 > mostCpuSeconds;
  };
  const { scenario } = await shrink({
    scenario: mutantSchedule(grounds[ground], caught.seed),
    attempts,
    async fails(candidate) {
      if (isLate()) return false;
      try {
        const { record } = await muteConsole(() =>
          runScenario(candidate, caught.seed, underTest, { maxEvents }),
        );
        return record.checks.some(
          ({ rule, verdict }) => rule === caught.rule && verdict === 'fail',
        );
      } catch (error) {
        // A candidate that cannot be run at all is no smaller form of the failure.
        if (error instanceof UsageError) return false;
        throw error;
      }
    },
  });
  return { ...hunt, shrunkSteps: scenario.steps.length };
}
