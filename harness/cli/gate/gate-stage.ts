import type { ExitCode } from '#harness/contract/exit-code.ts';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import type { FailedRun } from '../failure/tell-failures.ts';
import type { Shard } from '../parse-shard.ts';

export interface GateOptions {
  readonly shard: Shard;
  /** About how long the whole gate may take on two cores, seconds. */
  readonly budgetS: number;
}

export interface GateResult {
  readonly code: ExitCode;
  /** One line: what was run and what it came to. */
  readonly summary: string;
  /** Runs that failed, to be told with a page each. */
  readonly failed: readonly FailedRun[];
  /** What else makes the stage fail, to be told in a line. */
  readonly problems: readonly IndexEntry[];
  /** All else that was run, for the index. */
  readonly entries: readonly IndexEntry[];
}

/** One part of the gate. */
export interface GateStage {
  readonly name: string;
  readonly run: (options: GateOptions) => Promise<GateResult>;
}
