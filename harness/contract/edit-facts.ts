/** What a reader is told of one edit. */
export interface EditFacts {
  readonly seq: number;
  readonly device: string;
  readonly atMs: number;
  readonly action: string;
  /** What it inserted, where it has a name. */
  readonly token: string | null;
}
