import type { Reporter } from '#harness/contract/reporter.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { list } from './list.ts';
import { tap } from './tap.ts';

/** Reporters that need nothing but the runs; `html` also needs what diagnosis computes. */
const builtIn: readonly Reporter[] = [list, json, junit, github, tap];

/**
 * The reporters of these names, once each and in this order; `list` when none is named, and `github`
 * too when the environment says that GitHub runs us. `more` are known besides the built-in ones.
 * Throws UsageError for an unknown name, and for two documents that would share stdout.
 */
export function chooseReporters(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  more: readonly Reporter[],
): readonly Reporter[] {
  const known = [...builtIn, ...more];
  const wanted = new Set(names.length === 0 ? ['list'] : names);
  if (environment['GITHUB_ACTIONS'] === 'true') wanted.add('github');
  if (wanted.has('json') && wanted.has('tap')) {
    throw new UsageError('--reporter json and --reporter tap both own stdout; give one of them');
  }
  return [...wanted].map((name) => {
    const reporter = known.find((other) => other.name === name);
    if (reporter === undefined) {
      // `html` is given as one of `more` only where it was asked for.
      const list = [...new Set([...known.map((other) => other.name), 'html'])].join(', ');
      throw new UsageError(`--reporter is "${name}"; it must be one of ${list}`);
    }
    return reporter;
  });
}
