import type { RunSummary } from '#harness/contract/reporter.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { verdictSentences } from '../model/verdict-sentences.ts';

/** One run in the index of many. */
export interface IndexEntry {
  readonly scenario: string;
  /** The first part of the scenario's id. */
  readonly family: string;
  /** Null for what is not drawn from a seed. */
  readonly seed: number | null;
  /** The node under test. */
  readonly target: string;
  readonly verdict: RunVerdict;
  /** Ids of the broken rules. */
  readonly broken: readonly string[];
  readonly sentence: string;
  readonly virtualMs: number | null;
  readonly replay: string;
  /** Relative link to the run's report; null when there is none. */
  readonly href: string | null;
}

export function indexEntry(run: RunSummary, href: string | null): IndexEntry {
  const { record, replay, title } = run;
  const green = record.verdict === 'pass' || record.verdict === 'known';
  return {
    scenario: record.scenario,
    family: record.scenario.split('/')[0] ?? '',
    seed: record.seed,
    target: record.node,
    verdict: record.verdict,
    broken: record.checks.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule),
    sentence: green ? title : (verdictSentences(run)[0] ?? ''),
    virtualMs: record.virtualMs,
    replay,
    href,
  };
}
