import { exitCode } from '#harness/contract/exit-code.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import { reportName } from '#reports/report-name.ts';
import { loadScenario, scenarioIds } from '../catalogue.ts';
import type { FailedRun } from '../failure/tell-failures.ts';
import { partOf } from '../parse-shard.ts';
import { ourOwn, runScenario } from '../run-scenario.ts';
import { summaryOf } from '../summary-of.ts';
import { isPass } from './is-pass.ts';
import type { GateStage } from './gate-stage.ts';
import { launcher } from '../launcher.ts';

/** Every scripted scenario once. */
export const catalogueStage: GateStage = {
  name: 'catalogue',
  async run({ shard }) {
    const failed: FailedRun[] = [];
    const entries: IndexEntry[] = [];
    const ids = partOf(scenarioIds(), shard);
    for (const id of ids) {
      const scenario = await loadScenario(id);
      const outcome = await runScenario(scenario, 1);
      const { record } = outcome;
      const entry = indexEntry(
        summaryOf(scenario, record, `${launcher} scenario ${id} --seed ${record.seed}`),
        null,
      );
      if (record.verdict !== 'fail') entries.push(entry);
      else
        failed.push({
          ...{ entry, scenario, node: ourOwn.name, name: reportName(record), show: 'original' },
          outcome: () => Promise.resolve(outcome),
        });
    }
    const passed = entries.filter(isPass).length;
    return {
      code: passed === ids.length ? exitCode.pass : exitCode.fail,
      summary: `${passed} of ${ids.length} scenarios`,
      failed,
      problems: entries.filter((entry) => !isPass(entry)),
      entries: entries.filter(isPass),
    };
  },
};
