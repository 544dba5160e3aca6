import type { History } from './history.ts';
import type { Finding } from './verdict.ts';

/**
 * Whether what a known failure describes brought a finding about, by what happened in the history.
 * `named`: the named groups of the expression that the finding's sentence matched.
 */
export type Cause = (
  history: History,
  finding: Finding,
  named: Readonly<Record<string, string>>,
) => boolean;
