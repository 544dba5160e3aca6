import { UsageError } from '#harness/contract/usage-error.ts';
import { conformanceGithub } from './conformance-github.ts';
import { conformanceHtml } from './conformance-html.ts';
import { conformanceJson } from './conformance-json.ts';
import { conformanceJunit } from './conformance-junit.ts';
import { conformanceList } from './conformance-list.ts';
import type { ConformanceReporter } from './conformance-reporter.ts';
import { conformanceTap } from './conformance-tap.ts';

const known: readonly ConformanceReporter[] = [
  conformanceList,
  conformanceJson,
  conformanceJunit,
  conformanceGithub,
  conformanceTap,
  conformanceHtml,
];

/** Reporters by name, once each; throws UsageError for an unknown one, and for two that own stdout. */
export function chooseConformanceReporters(
  names: readonly string[],
): readonly ConformanceReporter[] {
  const wanted = new Set(names.length === 0 ? ['list'] : names);
  if (wanted.has('json') && wanted.has('tap')) {
    throw new UsageError('--reporter json and --reporter tap both own stdout; give one of them');
  }
  return [...wanted].map((name) => {
    const reporter = known.find((other) => other.name === name);
    if (reporter !== undefined) return reporter;
    const names = known.map((other) => other.name).join(', ');
    throw new UsageError(`--reporter is "${name}"; it must be one of ${names}`);
  });
}
