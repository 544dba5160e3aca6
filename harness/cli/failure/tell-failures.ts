import type { RunView } from '#harness/contract/run-view.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { coloredPaint, plainPaint } from '#reports/console/paint.ts';
import { renderVerdict } from '#reports/console/render-verdict.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import { muteConsole } from '../mute-console.ts';
import { showsColor } from '../shows-color.ts';
import type { createShrinkBudgets } from './shrink-budgets.ts';
import { writeFailure, type Failure } from './write-failure.ts';

/** A failed run of a command that makes many. */
export interface FailedRun {
  /** How the index lists it; the link to its page is added. */
  readonly entry: IndexEntry;
  readonly scenario: Scenario;
  /** Name of what was under test. */
  readonly node: string;
  /** Name of its files, without folder and extension. */
  readonly name: string;
  readonly show: Failure['show'];
  /** Its outcome, which may mean to run it again. */
  outcome(): Promise<RunOutcome>;
}

/** What was told of a failed run. */
export interface ToldFailure {
  readonly entry: IndexEntry;
  /** For people, the last lines those that `renderVerdict` ends with. */
  readonly lines: readonly string[];
}

export interface FailureTelling {
  readonly folder: string;
  /** Most failures that get a page; the others are listed with the command that runs them again. */
  readonly mostPages: number;
  readonly budgetOf: ReturnType<typeof createShrinkBudgets>;
}

/** Tells failed runs one after the other: pages for the first of them, a line for all. */
export function createFailureTeller({ folder, mostPages, budgetOf }: FailureTelling) {
  let pages = 0;

  return async function tell(failed: FailedRun): Promise<ToldFailure> {
    const { entry, scenario, node, name, show } = failed;
    const outcome = pages < mostPages ? await muteConsole(() => failed.outcome()) : null;
    if (outcome?.record.verdict !== 'fail') return toldBriefly(entry);
    pages++;
    const shrinkBudget = budgetOf(outcome.record);
    const failure = { scenario, outcome, node, show, shrinkBudget, replay: entry.replay };
    const view = await writeFailure(failure, folder, name);
    return {
      entry: { ...indexEntry(view, `${name}.html`), family: entry.family, seed: entry.seed },
      lines: fully(view),
    };
  };
}

function fully(view: RunView): readonly string[] {
  const paint = showsColor() ? coloredPaint : plainPaint;
  return renderVerdict(view, paint, process.stdout.columns ?? 100);
}

/** What failed without a page of its own, or is not green for another reason. */
export function toldBriefly(entry: IndexEntry): ToldFailure {
  const { verdict, broken, sentence, scenario, replay } = entry;
  const [rule = ''] = broken;
  const words = sentence.startsWith(rule) ? sentence : `${rule}  ${sentence}`;
  const lines = [`${verdict.toUpperCase()}  ${words}`, `      ${scenario}`, `again   ${replay}`];
  return { entry, lines };
}
