import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { loadScenario } from './catalogue.ts';
import { compareCarriers, tellComparisons, type Comparison } from './compare-carriers.ts';
import type { Carriers } from './open-carriers.ts';
import { createProgress } from './progress.ts';
import { tellRun } from './tell-run.ts';
import { writeOutput, type Destination } from './write-output.ts';

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

/** Runs scenarios one after the other, and tells each as it ends. */
export async function runScenarios(plan: RunScenariosPlan): Promise<ExitCode> {
  const { reporters, vias } = plan;
  const carriers = await openFor(plan);
  const documentOnStdout = reporters.some(({ name }) => name === 'json' || name === 'tap');
  const destination: Destination = { folder: plan.folder, documentOnStdout };
  const options: ReporterOptions = {
    color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    width: process.stdout.columns ?? 100,
    planned: plan.ids.length * plan.seeds.length * vias.length,
  };
  const progress = createProgress(options.planned);
  const summaries: RunSummary[] = [];

  async function runOne(id: string, seed: number, via: RunRecord['via']): Promise<RunRecord> {
    const scenario = await loadScenario(id);
    const replay = replayLine(id, seed, via, plan);
    progress.begin(replay.slice('pnpm scenario '.length));
    const outcome = await carriers.run(scenario, seed, via).catch((error: unknown) => {
      if (error instanceof UsageError) throw error;
      throw new Error(`the harness failed; again: ${replay}`, { cause: error });
    });
    progress.end();
    const { failureFolder } = plan;
    summaries.push(
      await tellRun({ scenario, outcome, replay, reporters, options, destination, failureFolder }),
    );
    return outcome.record;
  }

  const comparisons: Comparison[] = [];
  try {
    for (const id of plan.ids) {
      for (const seed of plan.seeds) {
        const records: RunRecord[] = [];
        for (const via of vias) records.push(await runOne(id, seed, via));
        const [memory, sockets] = records;
        if (memory !== undefined && sockets !== undefined)
          comparisons.push(compareCarriers(memory, sockets));
      }
    }
  } finally {
    await carriers.close();
  }
  for (const reporter of reporters) writeOutput(reporter.end(summaries, options), destination);
  if (vias.length > 1) process.stderr.write(tellComparisons(comparisons));
  const mayBeUnsupported = vias.length > 1 || !plan.isNamed;
  return worstExitCode([
    ...summaries.map(({ record }) => codeOf(record.verdict, mayBeUnsupported)),
    ...comparisons.map(({ outcome }) => (outcome === 'differ' ? exitCode.fail : exitCode.pass)),
  ]);
}

/** Loads no more than the runs need: virtual time alone should begin at once. */
async function openFor({ vias, node, timeoutMs }: RunScenariosPlan): Promise<Carriers> {
  const { runScenario, ourOwn } = await import('./run-scenario.ts');
  const isOurs = node === ourOwn.node.name;
  const underTest = isOurs ? ourOwn : (await import('./find-under-test.ts')).findUnderTest(node);
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
    `pnpm scenario ${id} --seed ${seed}`,
    ...(via === 'memory' ? [] : [`--via ${via}`]),
    ...(node === 'yardstick' ? [] : [`--node ${node}`]),
    ...(timeoutMs === undefined ? [] : [`--timeout-ms ${timeoutMs}`]),
  ].join(' ');
}

function codeOf(verdict: RunVerdict, mayBeUnsupported: boolean): ExitCode {
  if (verdict === 'unsupported' && mayBeUnsupported) return exitCode.pass;
  if (verdict === 'pass' || verdict === 'known') return exitCode.pass;
  return verdict === 'fail' ? exitCode.fail : exitCode.inconclusive;
}
