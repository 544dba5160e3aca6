import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { loadScenario, scenarioIds, selectScenarios } from './catalogue.ts';
import { parseSeeds } from './parse-seeds.ts';

interface Flags {
  readonly list?: true;
  readonly seed: string;
  readonly reporter: readonly string[];
  readonly output?: string;
}

const reporters = ['list', 'json'];

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
    .option('--reporter <name...>', `how to tell the result: ${reporters.join(', ')}`, ['list'])
    .option('--output <dir>', 'folder for the record of each run')
    .action(async (names: readonly string[], flags: Flags) => {
      for (const name of flags.reporter) {
        if (!reporters.includes(name)) {
          throw new UsageError(
            `--reporter is "${name}"; it must be one of ${reporters.join(', ')}`,
          );
        }
      }
      const patterns = names.length === 0 ? ['*'] : names;
      const ids = [...new Set(patterns.flatMap((pattern) => selectScenarios(pattern)))];
      if (flags.list) {
        await list(names.length === 0 ? scenarioIds() : ids);
        finish(exitCode.pass);
        return;
      }
      finish(await runAll(ids, parseSeeds(flags.seed), flags));
    });
}

async function list(ids: readonly string[]): Promise<void> {
  const width = Math.max(...ids.map((id) => id.length));
  for (const id of ids) {
    const { title, rules } = await loadScenario(id);
    process.stdout.write(`${id.padEnd(width)}  ${title}  [${rules.join(' ')}]\n`);
  }
}

async function runAll(
  ids: readonly string[],
  seeds: readonly number[],
  flags: Flags,
): Promise<ExitCode> {
  if (flags.output !== undefined) prepareFolder(flags.output);
  const { runScenario } = await import('./run-scenario.ts');
  const records: RunRecord[] = [];
  for (const id of ids) {
    const scenario = await loadScenario(id);
    for (const seed of seeds) {
      const outcome = await runScenario(scenario, seed).catch((error: unknown) => {
        const replay = `pnpm scenario ${id} --seed ${seed}`;
        throw new Error(`while running ${replay}`, { cause: error });
      });
      records.push(outcome.record);
      tell(outcome, flags);
      if (flags.output !== undefined) save(outcome.record, flags.output);
    }
  }
  if (flags.reporter.includes('json')) {
    const [only] = records;
    process.stdout.write(
      `${JSON.stringify(records.length === 1 ? only : { runs: records }, null, 2)}\n`,
    );
  }
  return worstExitCode(records.map(exitCodeOf));
}

function tell({ record }: RunOutcome, flags: Flags): void {
  if (!flags.reporter.includes('list')) return;
  const out = flags.reporter.includes('json') ? process.stderr : process.stdout;
  for (const check of record.checks)
    out.write(`  ${check.verdict} ${check.rule} ${check.detail}\n`);
  for (const reason of record.reasons) out.write(`  ${reason}\n`);
  out.write(
    `${record.verdict.toUpperCase()} ${record.scenario} seed ${record.seed} history ${record.historyHash}\n`,
  );
}

function exitCodeOf({ verdict }: RunRecord): ExitCode {
  if (verdict === 'pass' || verdict === 'known') return exitCode.pass;
  return verdict === 'fail' ? exitCode.fail : exitCode.inconclusive;
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.writable'), '');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--output ${folder} cannot be written: ${why}`);
  }
}

function save(record: RunRecord, folder: string): void {
  const file = `${record.scenario.replaceAll('/', '-')}-${record.seed}.json`;
  writeFileSync(join(folder, file), `${JSON.stringify(record, null, 2)}\n`);
}
