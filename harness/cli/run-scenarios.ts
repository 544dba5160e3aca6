import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '#harness/diagnosis/diagnose.ts';
import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { loadScenario } from './catalogue.ts';
import { compareCarriers, tellComparisons } from './compare-carriers.ts';
import { inOrder } from './in-order.ts';
import { openCarriers } from './open-carriers.ts';
import { createProgress } from './progress.ts';
import { writeOutput, type Destination } from './write-output.ts';

/** How many runs on sockets go side by side: they mostly wait. A world of virtual time is alone. */
const sideBySide = 4;

export interface ScenarioRuns {
  readonly ids: readonly string[];
  readonly seeds: readonly number[];
  /** Each scenario is run on each; two are compared. */
  readonly vias: readonly RunRecord['via'][];
  readonly reporters: readonly Reporter[];
  /** Whether nobody asked by name for what a carrier cannot do. */
  readonly mayBeUnsupported: boolean;
  /** Where records and the files of reporters go. */
  readonly folder: string | undefined;
  readonly timeoutMs: number | undefined;
}

/** One run to come. */
interface Planned {
  readonly id: string;
  readonly seed: number;
  readonly via: RunRecord['via'];
  readonly replay: string;
}

/** Runs every scenario with every seed on every carrier, and tells of each. */
export async function runScenarios(runs: ScenarioRuns): Promise<ExitCode> {
  const { reporters, folder, vias, mayBeUnsupported } = runs;
  const documentOnStdout = reporters.some(({ name }) => name === 'json' || name === 'tap');
  const destination: Destination = { folder, documentOnStdout };
  const plan = planned(runs);
  const options: ReporterOptions = {
    color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    width: process.stdout.columns ?? 100,
    planned: plan.length,
  };
  const progress = createProgress(plan.length);
  const carriers = openCarriers(runs.timeoutMs);
  const summaries: RunSummary[] = [];

  async function perform({ id, seed, via, replay }: Planned): Promise<RunOutcome> {
    try {
      return await carriers.run(await loadScenario(id), seed, via);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new Error(`the harness failed; again: ${replay}`, { cause: error });
    }
  }

  async function tell({ id, seed, via, replay }: Planned, outcome: RunOutcome): Promise<void> {
    const { record, history } = outcome;
    const { title, rules } = await loadScenario(id);
    const diagnosis = record.verdict === 'fail' ? diagnose(history) : null;
    const summary: RunSummary = { record, title, rules, diagnosis, replay };
    for (const reporter of reporters)
      writeOutput(reporter.run({ ...summary, history }, options), destination);
    if (folder !== undefined) {
      const suffix = via === 'memory' ? '' : `-${via}`;
      const file = join(folder, `${id.replaceAll('/', '-')}-${seed}${suffix}.json`);
      writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
    }
    summaries.push(summary);
  }

  try {
    for (const run of plan.filter(({ via }) => via === 'memory')) {
      progress.begin(run.replay);
      const outcome = await perform(run);
      progress.end();
      await tell(run, outcome);
    }
    const onSockets = plan.filter(({ via }) => via === 'toxiproxy');
    const outcomes = inOrder(
      onSockets.map((run) => () => perform(run)),
      sideBySide,
    );
    for (const run of onSockets) {
      progress.begin(run.replay);
      const { value: outcome } = await outcomes.next();
      progress.end();
      if (outcome !== undefined) await tell(run, outcome);
    }
  } finally {
    await carriers.close();
  }
  for (const reporter of reporters) writeOutput(reporter.end(summaries, options), destination);
  const comparisons = vias.length > 1 ? compareAll(summaries.map(({ record }) => record)) : [];
  if (vias.length > 1) process.stderr.write(tellComparisons(comparisons));
  return worstExitCode([
    ...summaries.map(({ record }) => codeOf(record.verdict, mayBeUnsupported)),
    ...comparisons.map(({ outcome }) => (outcome === 'differ' ? exitCode.fail : exitCode.pass)),
  ]);
}

function planned({ ids, seeds, vias, timeoutMs }: ScenarioRuns): readonly Planned[] {
  const timeout = timeoutMs === undefined ? '' : ` --timeout-ms ${timeoutMs}`;
  return vias.flatMap((via) =>
    ids.flatMap((id) =>
      seeds.map((seed) => {
        const carrier = via === 'memory' ? '' : ` --via ${via}`;
        const replay = `pnpm scenario ${id} --seed ${seed}${carrier}${timeout}`;
        return { id, seed, via, replay };
      }),
    ),
  );
}

function compareAll(records: readonly RunRecord[]) {
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

function codeOf(verdict: RunVerdict, mayBeUnsupported: boolean): ExitCode {
  if (verdict === 'unsupported' && mayBeUnsupported) return exitCode.pass;
  if (verdict === 'pass' || verdict === 'known') return exitCode.pass;
  return verdict === 'fail' ? exitCode.fail : exitCode.inconclusive;
}
