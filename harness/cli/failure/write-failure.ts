import { join } from 'node:path';
import type { RunView } from '#harness/contract/run-view.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { Shrinking, SizedSchedule } from '#harness/contract/shrinking.ts';
import { diagnose } from '#harness/diagnosis/diagnose.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { htmlReport } from '#reports/html-reporter.ts';
import { pageData } from '../report/page-data.ts';
import { saveRun } from '../report/save-run.ts';
import { savedScheduleOf, writeSavedSchedule } from '../saved-schedule.ts';
import type { ShrinkBudget } from '../shrink-failure.ts';
import { prepareFolder, writeOutput } from '../write-output.ts';
import { examineFailure } from './examine-failure.ts';
import { launcher } from '../launcher.ts';

/** A run that failed, and how to tell it. */
export interface Failure {
  readonly scenario: Scenario;
  readonly outcome: RunOutcome;
  /** Name of what was under test. */
  readonly node: string;
  /** One command line that does the run again. */
  readonly replay: string;
  /**
   * `original`: the run as it failed, because somebody asked for just that one. `smallest`: what it
   * shrinks to, because nobody knows the schedule anyway; it is saved for `pnpm replay`.
   */
  readonly show: 'original' | 'smallest';
  /** Null: it is neither shrunk nor compared, and told as it is. */
  readonly shrinkBudget: ShrinkBudget | null;
}

/**
 * Diagnoses a failure, shrinks it, finds a passing run beside it, and writes its page, its whole record and
 * the smallest schedule as `NAME.html`, `NAME.ndjson` and `NAME.json` or `NAME-smallest.json`.
 */
export async function writeFailure(
  failure: Failure,
  folder: string,
  name: string,
): Promise<RunView> {
  const { scenario, outcome, node, show, shrinkBudget } = failure;
  prepareFolder(folder);
  const { smallest, neighbour } =
    shrinkBudget === null
      ? { smallest: null, neighbour: null }
      : await examineFailure(scenario, node, outcome, show, shrinkBudget);
  const file = join(folder, `${name}${show === 'smallest' ? '' : '-smallest'}.json`);
  const shown = show === 'smallest' && smallest !== null ? smallest : { scenario, outcome };
  const { record, history } = shown.outcome;
  if (smallest !== null) writeSavedSchedule(file, smallest.saved);
  else if (show === 'smallest') writeSavedSchedule(file, savedScheduleOf(scenario, record, node));
  const view: RunView = {
    record: { ...record, report: join(folder, `${name}.html`) },
    history,
    title: scenario.title,
    rules: scenario.rules,
    diagnosis: diagnose(history, record.checks),
    shrunk: smallest === null ? null : shrinkingOf(failure, smallest, file),
    neighbour,
    replay: show === 'smallest' ? `${launcher} replay ${file}` : failure.replay,
  };
  const page = htmlReport(view, (shownView) => pageData(shownView, scenario.roots));
  writeOutput([{ ...page, name: `${name}.html` }], { folder, documentOnStdout: false });
  saveRun(view, folder, name);
  return view;
}

function shrinkingOf(
  { scenario, outcome, show }: Failure,
  smallest: { readonly scenario: Scenario; readonly runs: number },
  file: string,
): Shrinking {
  return {
    rule: outcome.record.checks.find(({ verdict }) => verdict === 'fail')?.rule ?? '',
    original: sized(scenario),
    smallest: sized(smallest.scenario),
    shown: show,
    runs: smallest.runs,
    file,
  };
}

function sized({ topology, steps }: Scenario): SizedSchedule {
  return { devices: topology.devices.map(({ name }) => name), schedule: { version: 1, steps } };
}
