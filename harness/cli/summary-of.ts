import type { RunSummary } from '#harness/contract/reporter.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { ScenarioDefinition } from '#harness/contract/scenario.ts';

/** A run as it is told when nothing was found out about it. */
export function summaryOf(
  { title, rules }: Pick<ScenarioDefinition, 'title' | 'rules'>,
  record: RunRecord,
  replay: string,
): RunSummary {
  return { record, title, rules, replay, diagnosis: null, shrunk: null, neighbour: null };
}
