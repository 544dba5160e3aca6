import type { RootType } from './history-event.ts';
import type { Step } from './schedule.ts';
import type { Topology } from './topology.ts';

/**
 * A schedule on its own: everything that a run needs to happen again, and what it came to. The file that
 * `pnpm replay` takes, and that `scenarios/regressions` keeps.
 */
export interface SavedSchedule {
  readonly format: 'yardstick-schedule';
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  readonly topology: Topology;
  readonly rooms: readonly string[];
  readonly roots: Readonly<Record<string, RootType>>;
  readonly steps: readonly Step[];
  readonly seed: number;
  /** Implementation under test, by name. */
  readonly node: string;
  readonly outcome: {
    readonly verdict: string;
    /** Rules that failed, in order. */
    readonly rules: readonly string[];
    readonly historyHash: string | null;
  };
  /** What the outcome depends on: name to version. */
  readonly versions: Readonly<Record<string, string>>;
  /** Only in `scenarios/known-failures`: why this is expected to fail, and what else counts as the same. */
  readonly known?: KnownFailure;
}

/**
 * A failure of what is under test (stock yjs, a provider, another server) that a script of its own shows
 * outside the simulator. The saved schedule that holds it names the target (`node`) and the versions it
 * was seen with.
 */
export interface KnownFailure {
  /** Why, in one sentence. */
  readonly reason: string;
  /** The write-up, a path from the root of the repository; or an address of a public issue. */
  readonly finding: string;
  /**
   * What the failure looks like. A run is this failure only when every finding of every rule that failed
   * is matched by one of these, the first of them included: anything else that breaks stays a failure.
   */
  readonly signature: readonly FailureSignature[];
  /** Marks that the run must have reached, so that the failure cannot excuse a run without its cause. */
  readonly marks: readonly string[];
  /**
   * Regular expressions for whole reasons why a run is inconclusive that follow from the failure, such as
   * a step that waited for what never came. A run with any other reason stays a failure.
   */
  readonly excuses?: readonly string[];
}

/** One rule that fails, and what its findings say. */
export interface FailureSignature {
  readonly rule: string;
  /** A regular expression that the whole sentence of a finding must match. */
  readonly finding: string;
  /** Name of what must have brought the finding about, one of `harness/checkers/causes`. */
  readonly cause?: string;
}
