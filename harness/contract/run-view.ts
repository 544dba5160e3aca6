import type { History } from './history.ts';
import type { RunRecord } from './run-record.ts';

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
  /** One command line that does the same run again. */
  readonly replay: string;
}
