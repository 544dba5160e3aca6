import type { ExitCode } from '#harness/contract/exit-code.ts';
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
  /** What failed, with the command that shows it again. */
  readonly details: readonly string[];
}

/** One part of the gate. */
export interface GateStage {
  readonly name: string;
  readonly run: (options: GateOptions) => Promise<GateResult>;
}
