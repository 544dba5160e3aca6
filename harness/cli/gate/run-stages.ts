import { worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { real } from '#harness/world/real.ts';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import { createShrinkBudgets } from '../failure/shrink-budgets.ts';
import { createFailureTeller, toldBriefly, type ToldFailure } from '../failure/tell-failures.ts';
import { tellGithub } from '../report/tell-github.ts';
import { writeIndex } from '../report/write-index.ts';
import { tellClosing } from '../tell-closing.ts';
import type { GateOptions, GateStage } from './gate-stage.ts';

/** How many failures get a page; of those, how many are shrunk, and what each may take. */
const mostPages = 20;
const mostShrunk = 5;
const shrinkBudget = { runs: 200, events: 500_000 };

/**
 * Runs the stages in order, a line each, and writes an index of all that they ran; failures are told last,
 * with their pages. Returns the worst exit code.
 */
export async function runStages(
  stages: readonly GateStage[],
  options: GateOptions,
  folder: string,
): Promise<ExitCode> {
  const budgetOf = createShrinkBudgets(mostShrunk, shrinkBudget);
  const tell = createFailureTeller({ folder, mostPages, budgetOf });
  const codes: ExitCode[] = [];
  const entries: IndexEntry[] = [];
  const told: ToldFailure[] = [];
  for (const { name, run } of stages) {
    const startedMs = real.now();
    const result = await run(options);
    const took = `${((real.now() - startedMs) / 1_000).toFixed(1)} s`;
    const verdict = result.code === 0 ? 'pass' : 'FAIL';
    process.stdout.write(`${verdict}  ${name.padEnd(12)} ${result.summary}  (${took})\n`);
    codes.push(result.code);
    for (const failed of result.failed) told.push(await tell(failed));
    told.push(...result.problems.map(toldBriefly));
    entries.push(...result.entries);
  }
  const all = [...told.map(({ entry }) => entry), ...entries];
  const index = writeIndex(all, folder);
  tellGithub('gate', all);
  const failed = codes.filter((code) => code !== 0).length;
  const summary = `gate: ${codes.length - failed} passed, ${failed} failed`;
  process.stdout.write(`\n${summary}\n`);
  if (told.length === 0) process.stdout.write(`report  ${index}\n`);
  else tellClosing(told, index);
  return worstExitCode(codes);
}
