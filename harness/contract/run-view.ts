import type { History } from './history.ts';
import type { Neighbour } from './neighbour.ts';
import type { RunRecord } from './run-record.ts';
import type { Shrinking } from './shrinking.ts';

/** What a failed run comes to in words; the full diagnosis has more. */
export interface DiagnosisWords {
  /** What happened, where it stopped and what follows, most important first. */
  readonly sentences: readonly string[];
}

/** All that a reader of one run is shown: what a reporter is given. */
export interface RunView {
  readonly record: RunRecord;
  readonly history: History;
  /** The scenario's sentence. */
  readonly title: string;
  /** Ids of the rules that the scenario is about. */
  readonly rules: readonly string[];
  /** Null when nothing differed, or when no diagnosis was made. */
  readonly diagnosis: DiagnosisWords | null;
  /** Null when the run's schedule was not shrunk, nor is what another was shrunk to. */
  readonly shrunk: Shrinking | null;
  /** Null when no passing run is known that differs little from this one. */
  readonly neighbour: Neighbour | null;
  /** One command line that does the same run again. */
  readonly replay: string;
}
