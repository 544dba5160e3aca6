import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCode } from '#harness/contract/exit-code.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import type { FailedRun } from '../failure/tell-failures.ts';
import { findUnderTest } from '../find-under-test.ts';
import { partOf } from '../parse-shard.ts';
import { ourOwn, runScenario } from '../run-scenario.ts';
import { knownFailures } from '../known-failures.ts';
import { readSavedSchedule, scenarioOf } from '../saved-schedule.ts';
import { staleness } from '../staleness.ts';
import { summaryOf } from '../summary-of.ts';
import { isPass } from './is-pass.ts';
import type { GateStage } from './gate-stage.ts';
import { launcher } from '../launcher.ts';

const folder = join(import.meta.dirname, '../../../scenarios/regressions');

/**
 * Every saved schedule: on our own node it must hold by now; on a mutant it must still break the rules
 * it broke; and a known failure must still fail as it says.
 */
export const regressionStage: GateStage = {
  name: 'regressions',
  async run({ shard }) {
    const failed: FailedRun[] = [];
    const entries: IndexEntry[] = [];
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    for (const file of partOf(files.sort(), shard)) {
      const saved = readSavedSchedule(join(folder, file));
      const scenario = scenarioOf(saved);
      const underTest = await findUnderTest(saved.node);
      const outcome = await runScenario(scenario, saved.seed, underTest, { maxEvents: 60_000 });
      const { record } = outcome;
      const entry = {
        ...indexEntry(
          summaryOf(scenario, record, `${launcher} replay scenarios/regressions/${file}`),
          null,
        ),
        family: 'regressions',
      };
      if (saved.node === ourOwn.name && record.verdict === 'fail') {
        failed.push({
          ...{ entry, scenario, node: saved.node, show: 'original' },
          name: `regression-${basename(file, '.json')}`,
          outcome: () => Promise.resolve(outcome),
        });
        continue;
      }
      const { rules } = saved.outcome;
      const isCaught = rules.some((rule) => entry.broken.includes(rule));
      const holds = saved.node === ourOwn.name ? record.verdict === 'pass' : isCaught;
      const sentence = isCaught
        ? `still breaks ${rules.join(' ')}, as it must`
        : `no longer breaks ${rules.join(' ')}`;
      entries.push({
        ...entry,
        verdict: holds ? 'pass' : 'fail',
        ...(saved.node === ourOwn.name ? {} : { broken: [], sentence }),
      });
    }
    const known = partOf(knownFailures(), shard);
    for (const { file, saved } of known) entries.push(await knownEntry(file, saved));
    const passed = entries.filter(isPass).length;
    const all = entries.length + failed.length;
    return {
      code: passed === all ? exitCode.pass : exitCode.fail,
      summary: `${passed} of ${all} saved schedules, ${known.length} of them known failures`,
      failed,
      problems: entries.filter((entry) => !isPass(entry)),
      entries: entries.filter(isPass),
    };
  },
};

/** A known failure, which must still fail as it says. */
async function knownEntry(file: string, saved: SavedSchedule): Promise<IndexEntry> {
  const stale = await staleness(file, saved);
  return {
    ...{ scenario: saved.id, family: 'known failures', seed: saved.seed, target: saved.node },
    verdict: stale === null ? 'known' : 'fail',
    broken: stale === null ? saved.outcome.rules : [],
    sentence: stale ?? saved.title,
    virtualMs: null,
    replay: `${launcher} replay scenarios/known-failures/${file}`,
    href: null,
  };
}
