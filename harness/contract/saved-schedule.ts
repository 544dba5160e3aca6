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
}
