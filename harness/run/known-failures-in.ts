import type { History } from '#harness/contract/history.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { FailureSignature, SavedSchedule } from '#harness/contract/saved-schedule.ts';
import { marksOf } from './marks-of.ts';

/** The parts of a saved schedule that say which failure it is. */
export type Listed = Pick<SavedSchedule, 'node' | 'known'>;

/**
 * The known failures that a failed run shows, if they explain it: each of the same target, every mark of
 * its cause reached, the first rule of its signature broken as that says; and every finding of every broken
 * rule is matched by one of them. Empty where anything is left that none of them matches.
 */
export function knownFailuresIn<Failure extends Listed>(
  listed: readonly Failure[],
  record: RunRecord,
  history: History,
): readonly Failure[] {
  const failed = record.checks
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap(({ rule, detail, findings }) =>
      findings.length === 0
        ? [{ rule, sentence: detail }]
        : findings.map((found) => ({ rule, sentence: found.detail })),
    );
  const marks = marksOf(history);
  const shown = listed.filter(({ node, known }) => {
    const [first] = known?.signature ?? [];
    return (
      first !== undefined &&
      node === record.node &&
      known?.marks.every((mark) => marks.has(mark)) === true &&
      failed.some((failure) => isMatched(failure, first))
    );
  });
  const signatures = shown.flatMap(({ known }) => known?.signature ?? []);
  const isExplained = failed.every((failure) =>
    signatures.some((signature) => isMatched(failure, signature)),
  );
  return isExplained ? shown : [];
}

function isMatched(
  failure: { readonly rule: string; readonly sentence: string },
  { rule, finding }: FailureSignature,
): boolean {
  return failure.rule === rule && new RegExp(`^(?:${finding})$`, 'su').test(failure.sentence);
}
