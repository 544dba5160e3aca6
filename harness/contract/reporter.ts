import type { RunView } from './run-view.ts';

/** What is kept of a finished run when its history is no longer needed. */
export type RunSummary = Omit<RunView, 'history'>;

/** Something to be written; the command line knows where each kind goes. */
export type Output =
  /** Text for people: stdout, or stderr when a document owns stdout. */
  | { readonly to: 'people'; readonly text: string }
  /** One whole document that owns stdout. */
  | { readonly to: 'stdout'; readonly text: string }
  /** A file in the output folder; `name` has no folder in it. */
  | { readonly to: 'file'; readonly name: string; readonly text: string }
  /** Markdown, appended to the file that `GITHUB_STEP_SUMMARY` names. */
  | { readonly to: 'step-summary'; readonly text: string };

/** How a set of runs is told. Several reporters may tell the same set. Stateless and pure. */
export interface Reporter {
  readonly name: string;
  /** Told as soon as a run is finished. */
  run(view: RunView, options: ReporterOptions): readonly Output[];
  /** Told once, after the last run. */
  end(runs: readonly RunSummary[], options: ReporterOptions): readonly Output[];
}

export interface ReporterOptions {
  readonly color: boolean;
  /** Columns for people's text. */
  readonly width: number;
  /** How many runs there will be: of many, only those that are not green are told in full. */
  readonly planned: number;
}
