import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { reportName } from '#reports/report-name.ts';
import type { ShrinkBudget } from './shrink-failure.ts';
import { writeOutput, type Destination } from './write-output.ts';

export interface TellOptions {
  readonly scenario: Scenario;
  readonly outcome: RunOutcome;
  /** Name of what was under test. */
  readonly node: string;
  /** One command line that does the same run again. */
  readonly replay: string;
  readonly reporters: readonly Reporter[];
  readonly options: ReporterOptions;
  readonly destination: Destination;
  /** Folder for the report of a failure where no other was named. */
  readonly failureFolder: string;
  /** Null: a failure is told without being shrunk. */
  readonly shrinkBudget: ShrinkBudget | null;
}

/**
 * Tells a finished run: a failure is examined, its page and its record are written first, so that what is
 * printed can name them. Returns what is kept of the run.
 */
export async function tellRun(tell: TellOptions): Promise<RunSummary> {
  const { reporters, options, destination } = tell;
  const failed = tell.outcome.record.verdict === 'fail';
  const folder = destination.folder ?? (failed ? tell.failureFolder : undefined);
  const view = failed && folder !== undefined ? await viewFailure(tell, folder) : viewOf(tell);
  // The page of a failure is there by now.
  const others = failed ? reporters.filter(({ name }) => name !== 'html') : reporters;
  for (const reporter of others) writeOutput(reporter.run(view, options), destination);
  if (folder !== undefined) {
    const file = join(folder, `${reportName(view.record)}.json`);
    writeFileSync(file, `${JSON.stringify(view.record, null, 2)}\n`);
  }
  const { history: _, ...summary } = view;
  return summary;
}

function viewOf({ scenario, outcome, replay }: TellOptions): RunView {
  const { title, rules } = scenario;
  return { ...outcome, title, rules, replay, diagnosis: null, shrunk: null, neighbour: null };
}

/** Loaded only now: a passing run needs none of it, and should begin at once. */
async function viewFailure(tell: TellOptions, folder: string): Promise<RunView> {
  const { writeFailure } = await import('./failure/write-failure.ts');
  const name = reportName(tell.outcome.record);
  return writeFailure({ ...tell, show: 'original' }, folder, name);
}
