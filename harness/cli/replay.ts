import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { renderRun } from '#reports/console/render-run.ts';
import { exportRepro } from './export-repro.ts';
import { writeFailure } from './failure/write-failure.ts';
import { findUnderTest } from './find-under-test.ts';
import { runScenario } from './run-scenario.ts';
import { installedVersions, readSavedSchedule, scenarioOf } from './saved-schedule.ts';
import { showsColor } from './shows-color.ts';
import { summaryOf } from './summary-of.ts';
import { launcher } from './launcher.ts';

interface Flags {
  readonly export?: string;
  readonly output: string;
}

/** `pnpm replay`: runs a saved schedule again, and says whether it is the same run. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('replay')
    .description('Run a saved schedule again, bit by bit.')
    .argument('<schedule>', `file that ${launcher} explore saved, or one of scenarios/regressions`)
    .option('--export <file>', 'write a script that needs only yjs and shows the divergence')
    .option('--output <dir>', 'folder for the report of a failure', 'yardstick-report')
    .action(async (file: string, flags: Flags) => {
      const saved = readSavedSchedule(file);
      const underTest = await findUnderTest(saved.node);
      const scenario = scenarioOf(saved);
      const outcome = await runScenario(scenario, saved.seed, underTest, { maxEvents: 60_000 });
      const replay = `${launcher} replay ${file}`;
      const { verdict } = outcome.record;
      const failure = { scenario, outcome, replay, node: saved.node, show: 'original' } as const;
      const name = basename(file).replace(/\.json$/, '');
      const view =
        verdict === 'fail'
          ? await writeFailure({ ...failure, shrinkBudget: null }, flags.output, `${name}-replay`)
          : { ...outcome, ...summaryOf(scenario, outcome.record, replay) };
      const rules = view.record.checks.flatMap((check) =>
        check.verdict === 'fail' ? [check.rule] : [],
      );
      process.stdout.write(
        `${comparison(saved, installedVersions(saved.topology, saved.node), view.record.historyHash, rules)}\n\n`,
      );
      process.stdout.write(
        `${renderRun(view, { color: showsColor(), width: process.stdout.columns ?? 100 })}`,
      );
      if (flags.export !== undefined) {
        writeScript(flags.export, exportRepro(view.history, saved));
        process.stdout.write(`script  ${flags.export}\n`);
      }
      const stale = saved.known !== undefined && verdict !== 'known';
      if (stale)
        process.stdout.write(`stale   it does not fail any more as it says: delete ${file}\n`);
      finish(stale ? exitCode.fail : codeOf(verdict));
    });
}

function writeScript(file: string, script: string): void {
  try {
    writeFileSync(file, script);
  } catch (error) {
    throw new UsageError(
      `--export "${file}" cannot be written (${error instanceof Error ? error.message : String(error)}); name a file that can`,
    );
  }
}

function codeOf(verdict: RunVerdict): ExitCode {
  if (verdict === 'fail') return exitCode.fail;
  return verdict === 'pass' || verdict === 'known' ? exitCode.pass : exitCode.inconclusive;
}

/** Whether the run is the one that was saved, and if not, what has changed. */
function comparison(
  { outcome: saved, versions }: SavedSchedule,
  installed: Readonly<Record<string, string>>,
  historyHash: string | null,
  rules: readonly string[],
): string {
  if (saved.historyHash === historyHash) return 'replay  the same run, bit by bit';
  const changed = Object.entries(installed).filter(([name, version]) => versions[name] !== version);
  const outcome =
    saved.rules.join() === rules.join()
      ? 'the same rules fail'
      : `it failed ${saved.rules.join(' ') || 'nothing'}, and now fails ${rules.join(' ') || 'nothing'}`;
  const why =
    changed.length === 0
      ? 'no version of yjs or its providers changed, so Yardstick itself did'
      : changed
          .map(([name, version]) => `${name} ${versions[name] ?? 'unknown'} -> ${version}`)
          .join(', ');
  return `replay  another run than was saved: ${outcome} (${why})`;
}
