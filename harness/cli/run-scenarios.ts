import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { checkRules } from '#harness/run/check-rules.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { loadScenario } from './catalogue.ts';
import { launcher } from './launcher.ts';
import { compareCarriers, tellComparisons, type Comparison } from './compare-carriers.ts';
import { inOrder } from './in-order.ts';
import type { Carriers } from './open-carriers.ts';
import { createProgress } from './progress.ts';
import { showsColor } from './shows-color.ts';
import { createShrinkBudgets } from './failure/shrink-budgets.ts';
import { tellEnding } from './tell-ending.ts';
import { tellRun } from './tell-run.ts';
import { writeOutput, type Destination } from './write-output.ts';

/** How many runs on sockets go side by side: they mostly wait. */
const sideBySide = 4;

/** How many failures of one command are shrunk, and what each may take: some seconds. */
const mostShrunk = 3;
const shrinkBudget = { runs: 120, events: 300_000 };

/** What to run, and how to tell it. */
export interface RunScenariosPlan {
  readonly ids: readonly string[];
  readonly seeds: readonly number[];
  readonly reporters: readonly Reporter[];
  /** Each run is made on every one of these. */
  readonly vias: readonly RunRecord['via'][];
  /** Node or mutant under test, by name. */
  readonly node: string;
  readonly timeoutMs: number | undefined;
  readonly folder: string | undefined;
  /** Folder for the report of a failure where `folder` is undefined. */
  readonly failureFolder: string;
  /** Whether a scenario was asked for by its name: then `unsupported` is no success. */
  readonly isNamed: boolean;
}

/** One run to come. */
interface Planned {
  readonly id: string;
  readonly seed: number;
  readonly via: RunRecord['via'];
  readonly replay: string;
}

/** Runs scenarios, and tells each as it ends: on sockets several side by side, told in order. */
export async function runScenarios(plan: RunScenariosPlan): Promise<ExitCode> {
  const { reporters, vias, failureFolder } = plan;
  const carriers = await openFor(plan);
  const documentOnStdout = reporters.some(({ name }) => name === 'json' || name === 'tap');
  const destination: Destination = { folder: plan.folder, documentOnStdout };
  const runs = plannedRuns(plan);
  const options: ReporterOptions = {
    color: showsColor(),
    width: process.stdout.columns ?? 100,
    planned: runs.length,
  };
  const progress = createProgress(runs.length);
  const summaries: RunSummary[] = [];
  const budgetOf = createShrinkBudgets(mostShrunk, shrinkBudget);

  async function perform({ id, seed, via, replay }: Planned): Promise<RunOutcome> {
    try {
      const scenario = await loadScenario(id);
      checkRules(scenario);
      return await carriers.run(scenario, seed, via);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new Error(`the harness failed; again: ${replay}`, { cause: error });
    }
  }

  async function tell({ id, replay }: Planned, outcome: RunOutcome): Promise<void> {
    const scenario = await loadScenario(id);
    summaries.push(
      await tellRun({
        ...{ scenario, outcome, replay, reporters, options, destination, failureFolder },
        node: plan.node,
        shrinkBudget: budgetOf(outcome.record),
      }),
    );
  }

  async function follow(run: Planned, outcome: Promise<RunOutcome>): Promise<void> {
    progress.begin(run.replay.slice(`${launcher} scenario `.length));
    const made = await outcome;
    progress.end();
    await tell(run, made);
  }

  try {
    // A world of virtual time must be alone in its process.
    for (const run of runs) if (run.via === 'memory') await follow(run, perform(run));
    const onSockets = runs.filter(({ via }) => via === 'toxiproxy');
    const outcomes = inOrder(
      onSockets.map((run) => () => perform(run)),
      sideBySide,
    );
    for (const run of onSockets) {
      // Taken out, so that a history that was told is forgotten.
      const outcome = outcomes.shift();
      if (outcome !== undefined) await follow(run, outcome);
    }
  } finally {
    await carriers.close();
  }
  for (const reporter of reporters) writeOutput(reporter.end(summaries, options), destination);
  const reporterNames = reporters.map(({ name }) => name);
  const ending = await tellEnding(summaries, reporterNames, failureFolder);
  writeOutput([{ to: 'people', text: ending }], destination);
  const comparisons = compareAll(summaries.map(({ record }) => record));
  if (vias.length > 1) process.stderr.write(tellComparisons(comparisons));
  const unsupported = vias.length > 1 || !plan.isNamed ? exitCode.pass : exitCode.inconclusive;
  return worstExitCode([
    ...summaries.map(({ record }) => codeOf(record.verdict, unsupported)),
    ...comparisons.map(({ outcome }) => (outcome === 'differ' ? exitCode.fail : exitCode.pass)),
  ]);
}

function plannedRuns(plan: RunScenariosPlan): readonly Planned[] {
  return plan.vias.flatMap((via) =>
    plan.ids.flatMap((id) =>
      plan.seeds.map((seed) => ({ id, seed, via, replay: replayLine(id, seed, via, plan) })),
    ),
  );
}

/** Each run in memory with its twin on sockets. */
function compareAll(records: readonly RunRecord[]): readonly Comparison[] {
  const onSockets = records.filter(({ via }) => via === 'toxiproxy');
  return records
    .filter(({ via }) => via === 'memory')
    .flatMap((memory) => {
      const sockets = onSockets.find(
        ({ scenario, seed }) => scenario === memory.scenario && seed === memory.seed,
      );
      return sockets === undefined ? [] : [compareCarriers(memory, sockets)];
    });
}

/** Loads no more than the runs need: virtual time alone should begin at once. */
async function openFor({ vias, node, timeoutMs }: RunScenariosPlan): Promise<Carriers> {
  const { runScenario, ourOwn } = await import('./run-scenario.ts');
  const isOurs = node === ourOwn.node.name;
  const underTest = isOurs
    ? ourOwn
    : await (await import('./find-under-test.ts')).findUnderTest(node);
  if (vias.every((via) => via === 'memory')) {
    const limits = timeoutMs === undefined ? {} : { settleMs: timeoutMs };
    return {
      run: (scenario, seed) => runScenario(scenario, seed, underTest, limits),
      close: () => Promise.resolve(),
    };
  }
  if (!isOurs)
    throw new UsageError(
      `--node ${node} runs in virtual time only; leave out --via and --all-carriers`,
    );
  const { openCarriers } = await import('./open-carriers.ts');
  return openCarriers(timeoutMs);
}

function replayLine(
  id: string,
  seed: number,
  via: RunRecord['via'],
  { node, timeoutMs }: RunScenariosPlan,
): string {
  return [
    `${launcher} scenario ${id} --seed ${seed}`,
    ...(via === 'memory' ? [] : [`--via ${via}`]),
    ...(node === 'yardstick' ? [] : [`--node ${node}`]),
    ...(timeoutMs === undefined ? [] : [`--timeout-ms ${timeoutMs}`]),
  ].join(' ');
}

/** `unsupported`: what to make of that verdict. */
function codeOf(verdict: RunVerdict, unsupported: ExitCode): ExitCode {
  if (verdict === 'unsupported') return unsupported;
  if (verdict === 'pass' || verdict === 'known') return exitCode.pass;
  return verdict === 'fail' ? exitCode.fail : exitCode.inconclusive;
}
