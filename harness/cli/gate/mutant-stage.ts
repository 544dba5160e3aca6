import { exitCode } from '#harness/contract/exit-code.ts';
import { mutants } from '#nodes/mutants/mutants.ts';
import { huntMutant } from '../hunt-mutant.ts';
import { partOf } from '../parse-shard.ts';
import type { GateStage } from './gate-stage.ts';

/** Every so manyth mutant is hunted, on the tree: the whole hunt is `pnpm mutants`. */
const every = 6;
const seedBudget = 40;

/** A spot check that planted bugs are still caught. */
export const mutantStage: GateStage = {
  name: 'mutants',
  async run({ shard }) {
    const chosen = partOf(
      mutants.filter((mutant, index) => index % every === 0 && mutant.exemption?.on !== 'tree'),
      shard,
    );
    const details: string[] = [];
    for (const mutant of chosen) {
      const { caught } = await huntMutant(mutant, 'tree', seedBudget);
      if (caught === null)
        details.push(
          `FAIL  ${mutant.name} survived ${seedBudget} seeds\nagain   pnpm mutants ${mutant.name}`,
        );
    }
    const code = details.length === 0 ? exitCode.pass : exitCode.fail;
    return {
      code,
      summary: `${chosen.length - details.length} of ${chosen.length} planted bugs caught`,
      details,
    };
  },
};
