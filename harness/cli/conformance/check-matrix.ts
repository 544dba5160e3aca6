import { existsSync, readFileSync } from 'node:fs';
import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import { matrixDrift } from '#reports/conformance/matrix-drift.ts';
import { parseMatrix } from '#reports/conformance/parse-matrix.ts';

/** In what the committed matrix, `reports/conformance-matrix.md`, is no longer true. */
export function checkMatrix(report: ConformanceReport): string[] {
  const file = new URL('../../../reports/conformance-matrix.md', import.meta.url);
  return matrixDrift(report, parseMatrix(existsSync(file) ? readFileSync(file, 'utf8') : ''));
}
