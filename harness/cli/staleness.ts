import { causes } from '#harness/checkers/causes/causes.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import { findUnderTest } from './find-under-test.ts';
import { knownFailuresIn } from '#harness/run/known-failures-in.ts';
import { knownFailures } from './known-failures.ts';
import { muteConsole } from './mute-console.ts';
import { runUnrecognized } from './run-scenario.ts';
import { installedVersions, scenarioOf } from './saved-schedule.ts';

/** Why a known failure is stale, in words; null while its schedule still fails as it says. */
export async function staleness(file: string, saved: SavedSchedule): Promise<string | null> {
  const underTest = await findUnderTest(saved.node);
  const { record, history } = await muteConsole(() =>
    runUnrecognized(scenarioOf(saved), saved.seed, underTest, { maxEvents: 60_000 }),
  );
  // Others of the same target may show beside it.
  const others = knownFailures()
    .filter((failure) => failure.file !== file)
    .map((failure) => failure.saved);
  const { verdict, shown } = knownFailuresIn([saved, ...others], record, history, causes);
  if (verdict === 'known' && shown.includes(saved)) return null;
  const failed = record.checks.flatMap(({ rule, verdict }) => (verdict === 'fail' ? [rule] : []));
  const versions = Object.entries(installedVersions(saved.topology, saved.node))
    .filter(([name, version]) => saved.versions[name] !== version)
    .map(([name, version]) => `${name} ${saved.versions[name] ?? 'unknown'} -> ${version}`);
  const since = versions.length === 0 ? '' : ` (${versions.join(', ')})`;
  return failed.length === 0
    ? `is stale: nothing fails any more${since}; delete scenarios/known-failures/${file}`
    : `is stale: it fails otherwise than it says, by ${failed.join(' ')}${since}`;
}
