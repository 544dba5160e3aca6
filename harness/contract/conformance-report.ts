import type { DialectName } from './target.ts';

/** Version of {@link ConformanceReport}; raised when a field changes its meaning. */
export const conformanceReportVersion = 1;

/** MUST: a client loses data, gets others' data, crashes, leaks or never syncs. */
export type ConformanceLevel = 'MUST' | 'SHOULD' | 'MAY';

/** One WebSocket message, or a remark of the case, as it happened. */
export interface WireEntry {
  /** Since the case began. */
  readonly atMs: number;
  /** The name of the connection within the case; `case` for remarks. */
  readonly peer: string;
  readonly direction: 'sent' | 'received' | 'note';
  readonly bytes: number;
  /** At most the first 64 bytes, hex. */
  readonly hex: string;
  /** Decoded, for people. */
  readonly summary: string;
}

/**
 * `fail`: the server did something else than the case requires. `unsupported`: the target lacks what
 * the case needs, or the run excludes it. `error`: the harness failed; says nothing of the server.
 */
export type CaseOutcome =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly expected: string; readonly actual: string }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'error'; readonly message: string };

export interface CaseResult {
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly level: ConformanceLevel;
  /** The text, issue or measurement that the case rests on. */
  readonly source: string;
  readonly outcome: CaseOutcome;
  /**
   * Set when the target lists this case as an expected failure: where it fails, and, if it does only
   * `sometimes`, where it passes too.
   */
  readonly expectedFailure?: {
    readonly reason: string;
    readonly link: string;
    readonly occurs: 'always' | 'sometimes';
  };
  readonly durationMs: number;
  readonly wire: readonly WireEntry[];
  /** Entries that `wire` no longer holds. */
  readonly wireDropped: number;
  /** Shell command that runs this case alone. */
  readonly replay: string;
}

/** A target that was run, with results in the order of the case list. */
export interface TargetRun {
  readonly kind: 'run';
  readonly name: string;
  readonly version: string;
  readonly dialect: DialectName;
  readonly wallMs: number;
  readonly results: readonly CaseResult[];
  /** Expected failures that passed, or that name no case. Each fails the run. */
  readonly staleExpectations: readonly string[];
}

/** A target that could not be run here, and how to get it. */
export interface TargetNotRun {
  readonly kind: 'not-run';
  readonly name: string;
  readonly dialect: DialectName;
  readonly reason: string;
  readonly remedy: string;
}

export type TargetReport = TargetRun | TargetNotRun;

/** What a conformance run comes to: the input of every reporter and of the matrix. */
export interface ConformanceReport {
  readonly version: typeof conformanceReportVersion;
  /** ISO 8601 date, UTC. */
  readonly date: string;
  /** `node v20.20.2`. */
  readonly runtime: string;
  readonly targets: readonly TargetReport[];
}
