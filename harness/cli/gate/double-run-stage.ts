import { exitCode } from '#harness/contract/exit-code.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import { generate, properties } from '#scenarios/properties/properties.ts';
import { partOf } from '../parse-shard.ts';
import { runScenario } from '../run-scenario.ts';
import { summaryOf } from '../summary-of.ts';
import { isPass } from './is-pass.ts';
import type { GateStage } from './gate-stage.ts';
import { launcher } from '../launcher.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/** Some generated schedules twice, others in between: the same seed must give the same history. */
export const doubleRunStage: GateStage = {
  name: 'double runs',
  async run({ shard }) {
    const chosen = partOf(
      seeds.flatMap((seed) => ['convergence', 'delivery'].map((name) => ({ name, seed }))),
      shard,
    );
    const first = new Map<string, string | null>();
    const entries: IndexEntry[] = [];
    for (const round of ['first', 'second'] as const) {
      for (const { name, seed } of chosen) {
        const property = properties[name];
        if (property === undefined) throw new HarnessFault(`no property is called "${name}"`);
        const scenario = generate(property, seed, 'any');
        const { record } = await runScenario(scenario, seed);
        const run = `${name} ${seed}`;
        if (round === 'first') first.set(run, record.historyHash);
        else entries.push(entryOf(scenario, record, first.get(run) ?? null));
      }
    }
    const same = entries.filter(isPass).length;
    return {
      code: same === chosen.length ? exitCode.pass : exitCode.fail,
      summary: `${same} of ${chosen.length} schedules gave the same history twice`,
      failed: [],
      problems: entries.filter((entry) => !isPass(entry)),
      entries: entries.filter(isPass),
    };
  },
};

/** The second run of a schedule, whose first gave the history `before`. */
function entryOf(scenario: Scenario, record: RunRecord, before: string | null): IndexEntry {
  const name = scenario.id.replace('properties/', '');
  const replay = `${launcher} explore ${name} --seeds ${record.seed}`;
  const isSame = before === record.historyHash;
  return {
    ...indexEntry(summaryOf(scenario, record, replay), null),
    family: 'double runs',
    broken: [],
    verdict: isSame ? 'pass' : 'fail',
    sentence: isSame
      ? 'the same seed gave the same history twice'
      : `the same seed gave two histories: ${before ?? 'none'} and ${record.historyHash ?? 'none'}`,
  };
}
