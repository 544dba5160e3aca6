import { exitCode } from '#harness/contract/exit-code.ts';
import { loadScenario, scenarioIds } from '../catalogue.ts';
import { partOf } from '../parse-shard.ts';
import { runScenario } from '../run-scenario.ts';
import type { GateStage } from './gate-stage.ts';

/** Every scripted scenario once. */
export const catalogueStage: GateStage = {
  name: 'catalogue',
  async run({ shard }) {
    const details: string[] = [];
    const ids = partOf(scenarioIds(), shard);
    for (const id of ids) {
      const { record } = await runScenario(await loadScenario(id), 1);
      if (record.verdict === 'pass' || record.verdict === 'known') continue;
      const broken = record.checks.find(({ verdict }) => verdict === 'fail');
      const why =
        broken === undefined ? record.reasons.join('; ') : `${broken.rule} ${broken.detail}`;
      details.push(
        `${record.verdict.toUpperCase()}  ${id}  ${why}\nagain   pnpm scenario ${id} --seed 1`,
      );
    }
    const code = details.length === 0 ? exitCode.pass : exitCode.fail;
    return { code, summary: `${ids.length - details.length} of ${ids.length} scenarios`, details };
  },
};
