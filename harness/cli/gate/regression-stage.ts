import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode } from '#harness/contract/exit-code.ts';
import { findUnderTest } from '../find-under-test.ts';
import { partOf } from '../parse-shard.ts';
import { ourOwn, runScenario } from '../run-scenario.ts';
import { knownFailures } from '../known-failures.ts';
import { readSavedSchedule, scenarioOf } from '../saved-schedule.ts';
import { staleness } from '../staleness.ts';
import type { GateStage } from './gate-stage.ts';

const folder = join(import.meta.dirname, '../../../scenarios/regressions');

/**
 * Every saved schedule: on our own node it must hold by now; on a mutant it must still break the rules
 * it broke; and a known failure must still fail as it says.
 */
export const regressionStage: GateStage = {
  name: 'regressions',
  async run({ shard }) {
    const details: string[] = [];
    const files = partOf(
      readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .sort(),
      shard,
    );
    for (const file of files) {
      const path = join(folder, file);
      const saved = readSavedSchedule(path);
      const { record } = await runScenario(
        scenarioOf(saved),
        saved.seed,
        await findUnderTest(saved.node),
        { maxEvents: 60_000 },
      );
      const failed = record.checks
        .filter(({ verdict }) => verdict === 'fail')
        .map(({ rule }) => rule);
      const expected = saved.node === ourOwn.node.name ? [] : saved.outcome.rules;
      const holds =
        expected.length === 0
          ? failed.length === 0
          : expected.some((rule) => failed.includes(rule));
      if (!holds) {
        const why =
          expected.length === 0
            ? `breaks ${failed.join(' ')} again`
            : `no longer breaks ${expected.join(' ')}`;
        details.push(`FAIL  ${file}  ${why}\nagain   pnpm replay scenarios/regressions/${file}`);
      }
    }
    const known = partOf(knownFailures(), shard);
    for (const { file, saved } of known) {
      const stale = await staleness(file, saved);
      if (stale !== null)
        details.push(
          `FAIL  ${file}  ${stale}\nagain   pnpm replay scenarios/known-failures/${file}`,
        );
    }
    const code = details.length === 0 ? exitCode.pass : exitCode.fail;
    return {
      code,
      summary: `${files.length + known.length - details.length} of ${files.length + known.length} saved schedules, ${known.length} of them known failures`,
      details,
    };
  },
};
