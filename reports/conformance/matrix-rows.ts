import type {
  CaseResult,
  ConformanceReport,
  TargetRun,
} from '#harness/contract/conformance-report.ts';

/** A case with its result for each target that ran, in the order of the targets. */
export interface MatrixRow extends Pick<
  CaseResult,
  'id' | 'family' | 'level' | 'title' | 'source'
> {
  readonly cells: readonly (CaseResult | null)[];
}

export function runsOf({ targets }: ConformanceReport): readonly TargetRun[] {
  return targets.flatMap((target) => (target.kind === 'run' ? [target] : []));
}

/** One row per case, in the order in which cases were run. */
export function matrixRows(report: ConformanceReport): readonly MatrixRow[] {
  const runs = runsOf(report);
  const rows = new Map<string, MatrixRow>();
  for (const { results } of runs) {
    for (const { id, family, level, title, source } of results) {
      if (rows.has(id)) continue;
      const cells = runs.map((run) => run.results.find((result) => result.id === id) ?? null);
      rows.set(id, { id, family, level, title, source, cells });
    }
  }
  return [...rows.values()];
}
