import { UsageError } from '#harness/contract/usage-error.ts';
import type { ConformanceCase } from '#scenarios/conformance/define-case.ts';
import { matchesGlob } from '#scenarios/conformance/matches-glob.ts';
import { serverCases } from '#scenarios/conformance/server-cases.ts';
import { didYouMean } from '../did-you-mean.ts';

/**
 * The cases whose ids match one of the globs; all without globs. A glob without a case is a UsageError,
 * which names the flag.
 */
export function selectCases(globs: readonly string[], flag = '--case'): readonly ConformanceCase[] {
  const cases = serverCases();
  const ids = cases.map(({ id }) => id);
  for (const glob of globs) {
    if (!ids.some((id) => matchesGlob(id, glob))) {
      throw new UsageError(
        `${flag} "${glob}" matches no case.${didYouMean(glob.toUpperCase(), ids)} See --list.`,
      );
    }
  }
  if (globs.length === 0) return cases;
  return cases.filter(({ id }) => globs.some((glob) => matchesGlob(id, glob)));
}
