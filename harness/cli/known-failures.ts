import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { causes } from '#harness/checkers/causes/causes.ts';
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

/**
 * The outcome with verdict `known` where listed known failures, and nothing else, are what failed; `unknown`
 * where they explain all that is told, and there are more findings than are told.
 */
export function recognized(outcome: RunOutcome): RunOutcome {
  const { record, history } = outcome;
  if (record.verdict !== 'fail') return outcome;
  const listed = knownFailures().map(({ file, saved }) => ({ file, ...saved }));
  const { verdict, shown } = knownFailuresIn(listed, record, history, causes);
  if (verdict === 'fail') return outcome;
  const unlisted = record.checks
    .flatMap(({ findings }) => findings)
    .reduce((sum, finding) => sum + (finding.unlisted ?? 0), 0);
  const untold = unlisted === 0 ? [] : [`${unlisted} findings are not listed, and may be anything`];
  const reasons = shown.flatMap(({ file, known }) =>
    known === undefined ? [] : [`known failure ${file}: ${known.reason} (${known.finding})`],
  );
  return {
    history,
    record: { ...record, verdict, reasons: [...record.reasons, ...untold, ...reasons] },
  };
}
