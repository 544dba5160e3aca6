import { exitCode } from '#harness/contract/exit-code.ts';
import { mutants } from '#nodes/mutants/mutants.ts';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import { huntMutant } from '../hunt-mutant.ts';
import { partOf } from '../parse-shard.ts';
import { mutantEntry } from '../report/mutant-entry.ts';
import { isPass } from './is-pass.ts';
import type { GateStage } from './gate-stage.ts';

/** Every so manyth mutant is hunted, on the tree: the whole hunt is `pnpm mutants`. */
const every = 6;
/** As many as `pnpm mutants` gives each. */
const seedBudget = 100;

/** A spot check that planted bugs are still caught. */
export const mutantStage: GateStage = {
  name: 'mutants',
  async run({ shard }) {
    const chosen = partOf(
      mutants.filter((mutant, index) => index % every === 0 && mutant.exemption?.on !== 'tree'),
      shard,
    );
    const entries: IndexEntry[] = [];
    for (const mutant of chosen)
      entries.push(mutantEntry(await huntMutant(mutant, 'tree', seedBudget)));
    const caught = entries.filter(isPass).length;
    return {
      code: caught === chosen.length ? exitCode.pass : exitCode.fail,
      summary: `${caught} of ${chosen.length} planted bugs caught`,
      failed: [],
      problems: entries.filter((entry) => !isPass(entry)),
      entries: entries.filter(isPass),
    };
  },
};
