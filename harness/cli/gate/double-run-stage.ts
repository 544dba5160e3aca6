import { exitCode } from '#harness/contract/exit-code.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import { generate, properties } from '#scenarios/properties/properties.ts';
import { partOf } from '../parse-shard.ts';
import { runScenario } from '../run-scenario.ts';
import { summaryOf } from '../summary-of.ts';
import { isPass } from './is-pass.ts';
import type { GateStage } from './gate-stage.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/** Some generated schedules twice, others in between: the same seed must give the same history. */
export const doubleRunStage: GateStage = {
  name: 'double runs',
  async run({ shard }) {
    const property = properties['convergence'];
    const chosen = property === undefined ? [] : partOf(seeds, shard);
    const first = new Map<number, IndexEntry & { readonly hash: string | null }>();
    const entries: IndexEntry[] = [];
    for (const round of ['first', 'second'] as const) {
      for (const seed of chosen) {
        if (property === undefined) continue;
        const scenario = generate(property, seed, 'any');
        const { record } = await runScenario(scenario, seed);
        const replay = `pnpm explore convergence --seeds ${seed}`;
        const entry = {
          ...indexEntry(summaryOf(scenario, record, replay), null),
          ...{ family: 'double runs', broken: [], hash: record.historyHash },
        };
        const before = first.get(seed);
        if (round === 'first' || before === undefined) {
          first.set(seed, entry);
          continue;
        }
        const isSame = before.hash === entry.hash;
        const hashes = `${before.hash ?? 'none'} and ${entry.hash ?? 'none'}`;
        entries.push({
          ...entry,
          verdict: isSame ? 'pass' : 'fail',
          sentence: isSame
            ? 'the same seed gave the same history twice'
            : `the same seed gave two histories: ${hashes}`,
        });
      }
    }
    const same = entries.filter(isPass).length;
    return {
      code: same === chosen.length ? exitCode.pass : exitCode.fail,
      summary: `${same} of ${chosen.length} seeds gave the same history twice`,
      failed: [],
      problems: entries.filter((entry) => !isPass(entry)),
      entries: entries.filter(isPass),
    };
  },
};
