import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { knownFailuresIn } from '#harness/run/known-failures-in.ts';
import type { RunOutcome } from '#harness/run/run.ts';
import { readSavedSchedule } from './saved-schedule.ts';

/** Where known failures are kept: saved schedules with a `known` part. */
export const knownFailureFolder = join(import.meta.dirname, '../../scenarios/known-failures');

let loaded: readonly { readonly file: string; readonly saved: SavedSchedule }[] | undefined;

/**
 * Every known failure, by file name; read once per process. Throws a UsageError for a file that has no
 * `known` part.
 */
export function knownFailures(): NonNullable<typeof loaded> {
  loaded ??= readdirSync(knownFailureFolder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const saved = readSavedSchedule(join(knownFailureFolder, file));
      if (saved.known === undefined)
        throw new UsageError(`${file} says nothing in "known": give its reason and signature`);
      return { file, saved };
    });
  return loaded;
}

/** The outcome with verdict `known` where listed known failures, and nothing else, are what failed. */
export function recognized(outcome: RunOutcome): RunOutcome {
  const { record, history } = outcome;
  if (record.verdict !== 'fail') return outcome;
  const listed = knownFailures().map(({ file, saved }) => ({ file, ...saved }));
  const found = knownFailuresIn(listed, record, history);
  if (found.length === 0) return outcome;
  const reasons = found.flatMap(({ file, known }) =>
    known === undefined ? [] : [`known failure ${file}: ${known.reason} (${known.finding})`],
  );
  return {
    history,
    record: { ...record, verdict: 'known', reasons: [...record.reasons, ...reasons] },
  };
}
