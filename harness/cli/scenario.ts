import { Command } from 'commander';
import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Reporter, ReporterOptions, RunSummary } from '#harness/contract/reporter.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { chooseReporters } from '#reports/reporters.ts';
import { loadScenario, selectScenarios } from './catalogue.ts';
import { listScenarios } from './list-scenarios.ts';
import { parseSeeds } from './parse-seeds.ts';
import { tellRun } from './tell-run.ts';
import { createProgress } from './progress.ts';
import { prepareFolder, writeOutput, type Destination } from './write-output.ts';

interface Flags {
  readonly list?: true;
  readonly seed: string;
  readonly reporter: readonly string[];
  readonly output?: string;
  readonly node: string;
}

/** Where reports go when no folder is named. */
const reportFolder = 'yardstick-report';

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
    .option(
      '--reporter <name...>',
      'how to tell the result: list, json, html, junit, github, tap',
      [],
    )
    .option('--node <name>', 'node or mutant to put under test', 'yardstick')
    .option('--output <dir>', 'folder for the record of each run and the files of reporters')
    .action(async (names: readonly string[], flags: Flags) => {
      const html = flags.reporter.includes('html') ? [await loadHtmlReporter()] : [];
      const reporters = chooseReporters(flags.reporter, process.env, html);
      const patterns = names.length === 0 ? ['*'] : names;
      const ids = [...new Set(patterns.flatMap((pattern) => selectScenarios(pattern)))];
      if (flags.list) {
        process.stdout.write(await listScenarios(ids));
        finish(exitCode.pass);
        return;
      }
      const seeds = parseSeeds(flags.seed);
      const writesFiles = reporters.some(({ name }) => name === 'html' || name === 'junit');
      const folder = flags.output ?? (writesFiles ? reportFolder : undefined);
      if (folder !== undefined) prepareFolder(folder);
      finish(await runAll(ids, seeds, reporters, folder, flags.node));
    });
}

async function runAll(
  ids: readonly string[],
  seeds: readonly number[],
  reporters: readonly Reporter[],
  folder: string | undefined,
  node: string,
): Promise<ExitCode> {
  const { runScenario, ourOwn } = await import('./run-scenario.ts');
  const isOurs = node === ourOwn.node.name;
  const underTest = isOurs ? ourOwn : (await import('./find-under-test.ts')).findUnderTest(node);
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
      const replay = `pnpm scenario ${id} --seed ${seed}${isOurs ? '' : ` --node ${node}`}`;
      progress.begin(`${id} --seed ${seed}`);
      const outcome = await runScenario(scenario, seed, underTest).catch((error: unknown) => {
        throw new Error(`the harness failed; again: ${replay}`, { cause: error });
      });
      progress.end();
      const failureFolder = folder ?? reportFolder;
      const summary = await tellRun({
        scenario,
        outcome,
        replay,
        reporters,
        options,
        destination,
        failureFolder,
      });
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

/** The page's code is loaded only for those who ask for pages. */
async function loadHtmlReporter(): Promise<Reporter> {
  const [{ createHtmlReporter }, { pageData }] = await Promise.all([
    import('#reports/html-reporter.ts'),
    import('./report/page-data.ts'),
  ]);
  return createHtmlReporter(pageData);
}
