/** One figure of a bench. Ratios compare two things measured in the same run. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the project aims for, in words, such as `at most 1.4`. */
  readonly aim?: string;
}

/** What a file in `scenarios/bench` exports. */
export interface Bench {
  readonly title: string;
  measure(): Promise<readonly Measure[]>;
}
