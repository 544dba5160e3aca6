import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { diagnose } from '#harness/diagnosis/diagnose.ts';
import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { chooseReporters } from '#reports/reporters.ts';
import { loadScenario, selectScenarios } from './catalogue.ts';
import { listScenarios } from './list-scenarios.ts';
import { parseSeeds } from './parse-seeds.ts';
import { createProgress } from './progress.ts';
import { prepareFolder, writeOutput, type Destination } from './write-output.ts';

interface Flags {
  readonly list?: true;
  readonly seed: string;
  readonly reporter: readonly string[];
  readonly output?: string;
}

/** `pnpm scenario`: runs scripted scenarios in virtual time. */
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
      finish(await runAll(ids, seeds, reporters, flags.output));
    });
}

async function runAll(
  ids: readonly string[],
  seeds: readonly number[],
  reporters: readonly Reporter[],
  folder: string | undefined,
): Promise<ExitCode> {
  const { runScenario } = await import('./run-scenario.ts');
  const documentOnStdout = reporters.some(({ name }) => name === 'json' || name === 'tap');
  const destination: Destination = { folder, documentOnStdout };
  const options: ReporterOptions = {
    color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    width: process.stdout.columns ?? 100,
    planned: ids.length * seeds.length,
  };
  const progress = createProgress(options.planned);
  const summaries: RunSummary[] = [];
  for (const id of ids) {
    const scenario = await loadScenario(id);
    for (const seed of seeds) {
      const replay = `pnpm scenario ${id} --seed ${seed}`;
      progress.begin(`${id} --seed ${seed}`);
      const { record, history } = await runScenario(scenario, seed).catch((error: unknown) => {
        throw new Error(`the harness failed; again: ${replay}`, { cause: error });
      });
      progress.end();
      const { title, rules } = scenario;
      const summary: RunSummary = {
        record,
        title,
        rules,
        diagnosis: record.verdict === 'fail' ? diagnose(history) : null,
        replay,
      };
      for (const reporter of reporters)
        writeOutput(reporter.run({ ...summary, history }, options), destination);
      if (folder !== undefined) {
        const file = join(folder, `${id.replaceAll('/', '-')}-${seed}.json`);
        writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
      }
      summaries.push(summary);
    }
  }
  for (const reporter of reporters) writeOutput(reporter.end(summaries, options), destination);
  return worstExitCode(summaries.map(({ record }) => codeOf(record.verdict)));
}

function codeOf(verdict: RunVerdict): ExitCode {
  if (verdict === 'pass' || verdict === 'known') return exitCode.pass;
  return verdict === 'fail' ? exitCode.fail : exitCode.inconclusive;
}
