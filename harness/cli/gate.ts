import { Command } from 'commander';
import type { ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { catalogueStage } from './gate/catalogue-stage.ts';
import { doubleRunStage } from './gate/double-run-stage.ts';
import { explorationStage } from './gate/exploration-stage.ts';
import type { GateStage } from './gate/gate-stage.ts';
import { mutantStage } from './gate/mutant-stage.ts';
import { regressionStage } from './gate/regression-stage.ts';
import { runStages } from './gate/run-stages.ts';
import { parseShard } from './parse-shard.ts';
import { prepareFolder } from './write-output.ts';

const stages: readonly GateStage[] = [
  catalogueStage,
  regressionStage,
  doubleRunStage,
  explorationStage,
  mutantStage,
];

interface Flags {
  readonly shard?: string;
  readonly budget: string;
  readonly output: string;
}

/** `pnpm gate`: everything that must hold before a change may land, in one summary and one exit code. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('gate')
    .description(
      'Run the catalogue, the regressions, double runs, exploration and a spot check of mutants.',
    )
    .option('--shard <I/N>', 'run only the I-th of N parts')
    .option('--budget <seconds>', 'about how long it may take on two cores', '240')
    .option(
      '--output <dir>',
      'folder for the index and the reports of failures',
      'yardstick-report',
    )
    .action(async (flags: Flags) => {
      const shard = parseShard(flags.shard);
      const budgetS = Number(flags.budget);
      if (!(budgetS >= 10))
        throw new UsageError(`--budget is "${flags.budget}"; it must be at least 10 seconds`);
      prepareFolder(flags.output);
      finish(await runStages(stages, { shard, budgetS }, flags.output));
    });
}
