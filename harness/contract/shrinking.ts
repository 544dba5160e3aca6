import type { Schedule } from './schedule.ts';

/** A failing schedule beside the smallest found that breaks the same rule. */
export interface Shrinking {
  /** The rule that both break. */
  readonly rule: string;
  readonly original: SizedSchedule;
  readonly smallest: SizedSchedule;
  /** Which of the two the run that this goes with is of. */
  readonly shown: 'original' | 'smallest';
  /** Candidates that were run. */
  readonly runs: number;
  /** The file that holds the smallest, for `pnpm replay`; null when none was written. */
  readonly file: string | null;
}

/** A schedule and how large it is. */
export interface SizedSchedule {
  /** Names of the devices that it runs on. */
  readonly devices: readonly string[];
  readonly schedule: Schedule;
}
