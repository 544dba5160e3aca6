import { Command, Option } from 'commander';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Reporter } from '#harness/contract/reporter.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { chooseReporters } from '#reports/reporters.ts';
import { selectScenarios } from './catalogue.ts';
import { collectNames } from './collect-names.ts';
import { listScenarios } from './list-scenarios.ts';
import { parseSeeds } from './parse-seeds.ts';
import { prepareFolder } from './write-output.ts';

interface Flags {
  readonly list?: true;
  readonly seed: string;
  readonly reporter: readonly string[];
  readonly output?: string;
  readonly node: string;
  readonly via: RunRecord['via'];
  readonly allCarriers?: true;
  readonly timeoutMs?: number;
}

/** Where reports go when no folder is named. */
const reportFolder = 'yardstick-report';

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
    .option(
      '--reporter <name>',
      'how to tell the result: list, json, html, junit, github, tap; may be given several times',
      collectNames,
      [],
    )
    .option('--node <name|file>', 'node, mutant or other server to put under test', 'yardstick')
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
      const html = flags.reporter.includes('html') ? [await loadHtmlReporter()] : [];
      const reporters = chooseReporters(flags.reporter, process.env, html);
      const patterns = names.length === 0 ? ['*'] : names;
      const ids = [...new Set(patterns.flatMap((pattern) => selectScenarios(pattern)))];
      if (flags.list) {
        process.stdout.write(await listScenarios(ids));
        finish(exitCode.pass);
        return;
      }
      const seeds = parseSeeds(flags.seed, '--seed');
      const writesFiles = reporters.some(({ name }) => name === 'html' || name === 'junit');
      const folder = flags.output ?? (writesFiles ? reportFolder : undefined);
      if (folder !== undefined) prepareFolder(folder);
      // Loaded only now: `--help` and `--list` should answer at once.
      const { runScenarios } = await import('./run-scenarios.ts');
      finish(
        await runScenarios({
          ids,
          seeds,
          reporters,
          vias: flags.allCarriers ? ['memory', 'toxiproxy'] : [flags.via],
          node: flags.node,
          timeoutMs: flags.timeoutMs,
          folder,
          failureFolder: folder ?? reportFolder,
          isNamed: !names.every((name) => name.includes('*')),
        }),
      );
    });
}

function parseTimeout(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new UsageError(
      `--timeout-ms is "${text}"; it must be a whole number of milliseconds above 0`,
    );
  }
  return Number(text);
}

/** The page's code is loaded only for those who ask for pages. */
async function loadHtmlReporter(): Promise<Reporter> {
  const [{ createHtmlReporter }, { pageData }] = await Promise.all([
    import('#reports/html-reporter.ts'),
    import('./report/page-data.ts'),
  ]);
  return createHtmlReporter(pageData);
}
