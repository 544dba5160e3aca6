import type { Cause } from '#harness/contract/cause.ts';
import type { History } from '#harness/contract/history.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { FailureSignature, SavedSchedule } from '#harness/contract/saved-schedule.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { marksOf } from './marks-of.ts';

/** The parts of a saved schedule that say which failure it is. */
export type Listed = Pick<SavedSchedule, 'node' | 'known'>;

/** What known failures make of a failed run. */
export interface Recognition<Failure> {
  /**
   * `known`: they explain all of it. `unknown`: they explain all that is told, and more is not told.
   * `fail`: something is left that none of them explains.
   */
  readonly verdict: 'known' | 'unknown' | 'fail';
  /** Those that show; empty where the run stays a failure. */
  readonly shown: readonly Failure[];
}

type Violation = Finding & { readonly rule: string };

/**
 * Looks for the known failures that a failed run shows: each of the same target, every mark of its cause
 * reached, the first rule of its signature broken as that says. They explain the run if every finding of
 * every broken rule is matched by one of them, and every reason why the run is inconclusive besides is one
 * that they excuse. Throws on the name of a cause that `causes` does not have.
 */
export function knownFailuresIn<Failure extends Listed>(
  listed: readonly Failure[],
  record: RunRecord,
  history: History,
  causes: ReadonlyMap<string, Cause>,
): Recognition<Failure> {
  const violations = record.checks
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap(({ rule, detail, findings }): readonly Violation[] =>
      findings.length === 0
        ? [{ rule, detail }]
        : findings.map((finding) => ({ ...finding, rule })),
    );
  const told = violations.filter(({ unlisted }) => unlisted === undefined);
  const marks = marksOf(history);
  const shown = listed.filter(({ node, known }) => {
    const [first] = known?.signature ?? [];
    return (
      first !== undefined &&
      node === record.node &&
      known?.marks.every((mark) => marks.has(mark)) === true &&
      told.some((violation) => isMatched(violation, first))
    );
  });
  const signatures = shown.flatMap(({ known }) => known?.signature ?? []);
  const excuses = shown.flatMap(({ known }) => known?.excuses ?? []);
  const isExplained =
    shown.length > 0 &&
    told.every((violation) => signatures.some((signature) => isMatched(violation, signature))) &&
    record.reasons.every((reason) => excuses.some((excuse) => whole(excuse).test(reason)));
  if (!isExplained) return { verdict: 'fail', shown: [] };
  return { verdict: told.length === violations.length ? 'known' : 'unknown', shown };

  function isMatched(violation: Violation, signature: FailureSignature): boolean {
    if (violation.rule !== signature.rule) return false;
    const match = whole(signature.finding).exec(violation.detail);
    if (match === null) return false;
    if (signature.cause === undefined) return true;
    const cause = causes.get(signature.cause);
    if (cause === undefined)
      throw new Error(
        `a known failure names the cause "${signature.cause}": harness/checkers/causes has none of that name`,
      );
    return cause(history, violation, { ...match.groups });
  }
}

function whole(expression: string): RegExp {
  return new RegExp(`^(?:${expression})$`, 'su');
}
