import type { History } from './history.ts';
import type { CheckResult } from './verdict.ts';

/** One oracle: judges a history, and nothing else, against one rule. */
export interface Checker {
  /** Id in `scenarios/RULES.md`, such as `CONV-1`. */
  readonly rule: string;
  readonly title: string;
  check(history: History): CheckResult;
}
