import type { Scenario } from '#harness/contract/scenario.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { checkers } from '#harness/checkers/checkers.ts';

/** Throws a UsageError for a rule that a scenario is about, and that neither exists nor is its own. */
export function checkRules({ id, rules, ownRules = [] }: Scenario): void {
  const known = [...checkers.map(({ rule }) => rule), ...ownRules.map((own) => own.id)];
  const unknown = rules.find((rule) => !known.includes(rule));
  if (unknown !== undefined)
    throw new UsageError(
      `${id} names the rule ${unknown}, which does not exist; there are ${known.join(', ')}`,
    );
}
