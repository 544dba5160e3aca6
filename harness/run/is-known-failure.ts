import type { History } from '#harness/contract/history.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import { marksOf } from './marks-of.ts';

/**
 * Whether a failed run failed as a known failure says, and in no other way: same target, every mark of the
 * cause reached, the first rule of the signature broken, and every finding of every broken rule matched.
 */
export function isKnownFailure(
  { node, known }: Pick<SavedSchedule, 'node' | 'known'>,
  record: RunRecord,
  history: History,
): boolean {
  const failed = record.checks.filter(({ verdict }) => verdict === 'fail');
  const [first] = known?.signature ?? [];
  if (known === undefined || first === undefined || record.node !== node) return false;
  if (failed.every(({ rule }) => rule !== first.rule)) return false;
  const signature = known.signature.map(({ rule, finding }) => ({
    rule,
    finding: new RegExp(`^(?:${finding})$`, 'su'),
  }));
  const isExplained = failed.every(({ rule, detail, findings }) => {
    const sentences = findings.length === 0 ? [detail] : findings.map((found) => found.detail);
    return sentences.every((sentence) =>
      signature.some((sign) => sign.rule === rule && sign.finding.test(sentence)),
    );
  });
  if (!isExplained) return false;
  const marks = marksOf(history);
  return known.marks.every((mark) => marks.has(mark));
}
