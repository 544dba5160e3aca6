import { readFileSync } from 'node:fs';
import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import type { Target } from '#harness/contract/target.ts';
import { matrixDrift } from '#reports/conformance/matrix-drift.ts';
import { parseMatrix } from '#reports/conformance/parse-matrix.ts';

/** In what the committed matrix, `reports/conformance-matrix.md`, is no longer true. */
export function checkMatrix(report: ConformanceReport, targets: readonly Target[]): string[] {
  const file = new URL('../../../reports/conformance-matrix.md', import.meta.url);
  const races = targets.flatMap(({ name, expectedFailures = [] }) =>
    expectedFailures.flatMap((entry) =>
      entry.occurs === 'sometimes' ? [`${name} ${entry.case}`] : [],
    ),
  );
  return matrixDrift(report, parseMatrix(readFileSync(file, 'utf8')), new Set(races));
}
