import { Command } from 'commander';
import { worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { real } from '#harness/world/real.ts';
import { catalogueStage } from './gate/catalogue-stage.ts';
import { doubleRunStage } from './gate/double-run-stage.ts';
import { explorationStage } from './gate/exploration-stage.ts';
import type { GateStage } from './gate/gate-stage.ts';
import { mutantStage } from './gate/mutant-stage.ts';
import { regressionStage } from './gate/regression-stage.ts';
import { parseShard } from './parse-shard.ts';

const stages: readonly GateStage[] = [
  catalogueStage,
  regressionStage,
  doubleRunStage,
  explorationStage,
  mutantStage,
];

/** `pnpm gate`: everything that must hold before a change may land, in one summary and one exit code. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('gate')
    .description(
      'Run the catalogue, the regressions, double runs, exploration and a spot check of mutants.',
    )
    .option('--shard <I/N>', 'run only the I-th of N parts')
    .option('--budget <seconds>', 'about how long it may take on two cores', '240')
    .action(async (flags: { readonly shard?: string; readonly budget: string }) => {
      const shard = parseShard(flags.shard);
      const budgetS = Number(flags.budget);
      if (!(budgetS >= 10))
        throw new UsageError(`--budget is "${flags.budget}"; it must be at least 10 seconds`);
      const codes: ExitCode[] = [];
      const lines: string[] = [];
      for (const { name, run } of stages) {
        const startedMs = real.now();
        const { code, summary, details } = await run({ shard, budgetS });
        for (const detail of details) process.stdout.write(`${detail}\n`);
        const line = `${code === 0 ? 'pass' : 'FAIL'}  ${name.padEnd(12)} ${summary}  (${((real.now() - startedMs) / 1_000).toFixed(1)} s)`;
        process.stdout.write(`${line}\n`);
        lines.push(line);
        codes.push(code);
      }
      const failed = codes.filter((code) => code !== 0).length;
      process.stdout.write(`\ngate: ${codes.length - failed} passed, ${failed} failed\n`);
      finish(worstExitCode(codes));
    });
}
