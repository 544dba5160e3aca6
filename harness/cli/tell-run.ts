import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { reportName } from '#reports/report-name.ts';
import { prepareFolder, writeOutput, type Destination } from './write-output.ts';

export interface TellOptions {
  readonly scenario: Scenario;
  readonly outcome: RunOutcome;
  /** One command line that does the same run again. */
  readonly replay: string;
  readonly reporters: readonly Reporter[];
  readonly options: ReporterOptions;
  readonly destination: Destination;
  /** Folder for the report of a failure where no other was named. */
  readonly failureFolder: string;
}

/**
 * Tells a finished run: a failure is diagnosed, its page and its record are written first, so that what is
 * printed can name them. Returns what is kept of the run.
 */
export async function tellRun(tell: TellOptions): Promise<RunSummary> {
  const { scenario, outcome, replay, reporters, options, destination } = tell;
  const { history } = outcome;
  let view = {
    ...outcome,
    title: scenario.title,
    rules: scenario.rules,
    diagnosis: null as RunSummary['diagnosis'],
    replay,
  };
  const failed = outcome.record.verdict === 'fail';
  const folder = destination.folder ?? (failed ? tell.failureFolder : undefined);
  if (failed) {
    // Loaded only now: a passing run needs none of it, and should begin at once.
    const [{ diagnose }, { pageData }, { htmlReport }, { saveRun }] = await Promise.all([
      import('#harness/diagnosis/diagnose.ts'),
      import('./report/page-data.ts'),
      import('#reports/html-reporter.ts'),
      import('./report/save-run.ts'),
    ]);
    prepareFolder(tell.failureFolder);
    const at = folder ?? tell.failureFolder;
    const report = join(at, `${reportName(outcome.record)}.html`);
    view = {
      ...view,
      diagnosis: diagnose(history, outcome.record.checks),
      record: { ...outcome.record, report },
    };
    writeOutput([htmlReport(view, pageData)], { ...destination, folder: at });
    saveRun(view, at);
  }
  for (const reporter of reporters) writeOutput(reporter.run(view, options), destination);
  if (folder !== undefined) {
    const file = join(folder, `${reportName(view.record)}.json`);
    writeFileSync(file, `${JSON.stringify(view.record, null, 2)}\n`);
  }
  const { history: _, ...summary } = view;
  return summary;
}
