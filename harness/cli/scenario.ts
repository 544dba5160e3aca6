import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { diagnose } from '#harness/diagnosis/diagnose.ts';
import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { chooseReporters } from '#reports/reporters.ts';
import { loadScenario, selectScenarios } from './catalogue.ts';
import { compareCarriers, tellComparisons, type Comparison } from './compare-carriers.ts';
import { listScenarios } from './list-scenarios.ts';
import { parseSeeds } from './parse-seeds.ts';
import { createProgress } from './progress.ts';
import { prepareFolder, writeOutput, type Destination } from './write-output.ts';

interface Flags {
  readonly list?: true;
  readonly seed: string;
  readonly reporter: readonly string[];
  readonly output?: string;
  readonly via: RunRecord['via'];
  readonly allCarriers?: true;
  readonly timeoutMs?: number;
}

/** `pnpm scenario`: runs scripted scenarios, in virtual time or over real sockets. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('scenario')
    .description(
      'Run scripted scenarios: a topology edits, loses its network, heals and converges.',
    )
    .argument(
      '[names...]',
      "scenario names, or globs such as 'partition/*'; all when none is given",
    )
    .option('--list', 'show every scenario with its family, title and rules')
    .option('--seed <N|A..B>', 'seed, or a range of seeds, each a run', '1')
    .option('--reporter <name...>', 'how to tell the result: list, json, junit, github, tap', [])
    .option('--output <dir>', 'folder for the record of each run and the files of reporters')
    .addOption(
      new Option('--via <carrier>', 'in virtual time, or over real sockets and processes')
        .choices(['memory', 'toxiproxy'])
        .default('memory'),
    )
    .addOption(
      new Option(
        '--all-carriers',
        'run each on every carrier, and demand the same verdict and broken rules',
      ).conflicts('via'),
    )
    .option(
      '--timeout-ms <N>',
      'how long a run may take to settle after its last step',
      parseTimeout,
    )
    .action(async (names: readonly string[], flags: Flags) => {
      const reporters = chooseReporters(flags.reporter, process.env, []);
      const patterns = names.length === 0 ? ['*'] : names;
      const ids = [...new Set(patterns.flatMap((pattern) => selectScenarios(pattern)))];
      if (flags.list) {
        process.stdout.write(await listScenarios(ids));
        finish(exitCode.pass);
        return;
      }
      const seeds = parseSeeds(flags.seed);
      if (flags.output !== undefined) prepareFolder(flags.output);
      finish(await runAll({ ids, seeds, reporters, flags, isNamed: !names.every(isGlob) }));
    });
}

interface Plan {
  readonly ids: readonly string[];
  readonly seeds: readonly number[];
  readonly reporters: readonly Reporter[];
  readonly flags: Flags;
  /** Whether a scenario was asked for by its name. */
  readonly isNamed: boolean;
}

async function runAll({ ids, seeds, reporters, flags, isNamed }: Plan): Promise<ExitCode> {
  const { openCarriers } = await import('./open-carriers.ts');
  const vias: readonly RunRecord['via'][] = flags.allCarriers
    ? ['memory', 'toxiproxy']
    : [flags.via];
  const carriers = openCarriers(flags.timeoutMs);
  const documentOnStdout = reporters.some(({ name }) => name === 'json' || name === 'tap');
  const destination: Destination = { folder: flags.output, documentOnStdout };
  const options: ReporterOptions = {
    color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    width: process.stdout.columns ?? 100,
    planned: ids.length * seeds.length * vias.length,
  };
  const progress = createProgress(options.planned);
  const summaries: RunSummary[] = [];

  async function runOne(id: string, seed: number, via: RunRecord['via']): Promise<RunRecord> {
    const scenario = await loadScenario(id);
    const replay = replayLine(id, seed, via, flags.timeoutMs);
    progress.begin(replay.slice('pnpm scenario '.length));
    const { record, history } = await carriers.run(scenario, seed, via).catch((error: unknown) => {
      if (error instanceof UsageError) throw error;
      throw new Error(`the harness failed; again: ${replay}`, { cause: error });
    });
    progress.end();
    const summary: RunSummary = {
      record,
      title: scenario.title,
      rules: scenario.rules,
      diagnosis: record.verdict === 'fail' ? diagnose(history) : null,
      replay,
    };
    for (const reporter of reporters)
      writeOutput(reporter.run({ ...summary, history }, options), destination);
    if (flags.output !== undefined) {
      const suffix = via === 'memory' ? '' : `-${via}`;
      const file = join(flags.output, `${id.replaceAll('/', '-')}-${seed}${suffix}.json`);
      writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
    }
    summaries.push(summary);
    return record;
  }

  const comparisons: Comparison[] = [];
  try {
    for (const id of ids) {
      for (const seed of seeds) {
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
  if (flags.allCarriers) process.stderr.write(tellComparisons(comparisons));
  const mayBeUnsupported = flags.allCarriers === true || !isNamed;
  return worstExitCode([
    ...summaries.map(({ record }) => codeOf(record.verdict, mayBeUnsupported)),
    ...comparisons.map(({ outcome }) => (outcome === 'differ' ? exitCode.fail : exitCode.pass)),
  ]);
}

function replayLine(id: string, seed: number, via: RunRecord['via'], timeoutMs?: number): string {
  const carrier = via === 'memory' ? '' : ` --via ${via}`;
  const timeout = timeoutMs === undefined ? '' : ` --timeout-ms ${timeoutMs}`;
  return `pnpm scenario ${id} --seed ${seed}${carrier}${timeout}`;
}

function isGlob(name: string): boolean {
  return name.includes('*');
}

function parseTimeout(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new UsageError(
      `--timeout-ms is "${text}"; it must be a whole number of milliseconds above 0`,
    );
  }
  return Number(text);
}

function codeOf(verdict: RunVerdict, mayBeUnsupported: boolean): ExitCode {
  if (verdict === 'unsupported' && mayBeUnsupported) return exitCode.pass;
  if (verdict === 'pass' || verdict === 'known') return exitCode.pass;
  return verdict === 'fail' ? exitCode.fail : exitCode.inconclusive;
}
