import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { sentenceOf } from '../conformance/sentence-of.ts';
import { verdictOf, type CaseVerdict } from '../conformance/verdict-of.ts';
import type { IndexEntry } from './index-entry.ts';

/** A case that the harness itself failed says nothing of the server. */
const verdicts: Readonly<Record<CaseVerdict, RunVerdict>> = {
  pass: 'pass',
  fail: 'fail',
  known: 'known',
  unsupported: 'unsupported',
  error: 'unknown',
};

/** Every case of every target in the index of runs; the rule of a case is its id. */
export function conformanceEntries(
  { targets }: ConformanceReport,
  href: string | null,
): readonly IndexEntry[] {
  return targets.flatMap((target): readonly IndexEntry[] =>
    target.kind === 'not-run'
      ? [
          {
            ...{ scenario: 'conformance', family: 'conformance', seed: null, target: target.name },
            ...{ verdict: 'unsupported', broken: [], virtualMs: null, href },
            sentence: `not run: ${target.reason}`,
            replay: target.remedy,
          },
        ]
      : target.results.map((result) => {
          const verdict = verdicts[verdictOf(result)];
          return {
            scenario: `${result.id} ${result.title}`,
            family: `conformance ${result.family}`,
            ...{ seed: null, target: target.name, verdict },
            broken: result.outcome.kind === 'fail' ? [result.id] : [],
            sentence: verdict === 'pass' ? '' : sentenceOf(result),
            ...{ virtualMs: null, replay: result.replay, href },
          };
        }),
  );
}
