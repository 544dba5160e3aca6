import type { ConformanceLevel, ConformanceReport } from '#harness/contract/conformance-report.ts';
import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';

const strictness: readonly ConformanceLevel[] = ['MUST', 'SHOULD', 'MAY'];

/**
 * 1 where a case of the level or a stricter one fails unexpectedly, or an expectation is stale; 70 where
 * the harness failed; 2 where a target or a case asked for by name could not be run.
 */
export function exitCodeOfReport(
  { targets }: ConformanceReport,
  failOn: ConformanceLevel,
  askedFor: readonly string[],
): ExitCode {
  const counts = strictness.slice(0, strictness.indexOf(failOn) + 1);
  return worstExitCode(
    targets.flatMap((target): ExitCode[] => {
      if (target.kind === 'not-run') return targets.length === 1 ? [exitCode.inconclusive] : [];
      const codes = target.results.map(({ id, level, outcome, expectedFailure }): ExitCode => {
        if (outcome.kind === 'error') return exitCode.harness;
        if (outcome.kind === 'unsupported' && askedFor.includes(id)) return exitCode.inconclusive;
        const fails = outcome.kind === 'fail' && expectedFailure === undefined;
        return fails && counts.includes(level) ? exitCode.fail : exitCode.pass;
      });
      return target.staleExpectations.length > 0 ? [...codes, exitCode.fail] : codes;
    }),
  );
}
