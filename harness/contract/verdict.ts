/** What a checker says of one rule. */
export type CheckVerdict = 'pass' | 'fail' | 'unknown';

/**
 * What a run comes to. `known`: it failed as a listed known failure says it must. `unsupported`: a
 * step names what the carrier cannot do. Only `pass` and `known` are green.
 */
export type RunVerdict = CheckVerdict | 'known' | 'unsupported';

/** One way in which a rule was broken, or could not be judged. */
export interface Finding {
  /** One sentence for people: which replica, what, when. */
  readonly detail: string;
  /** `seq` of the first event that shows it. */
  readonly seq?: number;
  readonly device?: string;
  readonly room?: string;
  /** It stands for so many more that are not listed: no known failure explains what is not told. */
  readonly unlisted?: number;
}

/** The result of one checker for one rule of `scenarios/RULES.md`. */
export interface CheckResult {
  readonly rule: string;
  readonly title: string;
  readonly verdict: CheckVerdict;
  /** One line: the evidence of a pass, or the first finding. */
  readonly detail: string;
  readonly findings: readonly Finding[];
}
