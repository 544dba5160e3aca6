import { existsSync, readFileSync } from 'node:fs';
import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import { badge } from '#reports/conformance/badge.ts';
import { matrixDrift } from '#reports/conformance/matrix-drift.ts';
import { runsOf } from '#reports/conformance/matrix-rows.ts';
import { parseMatrix } from '#reports/conformance/parse-matrix.ts';

/** In what `reports/conformance-matrix.md`, or the badge of our node beside it, is no longer true. */
export function checkMatrix(report: ConformanceReport): string[] {
  const drift = matrixDrift(report, parseMatrix(committed('conformance-matrix.md')));
  const own = runsOf(report).find(({ name }) => name === 'yardstick-node');
  const written = committed('conformance-badge.json').trim();
  if (own === undefined || written === JSON.stringify(badge(own), null, 2)) return drift;
  return [...drift, 'reports/conformance-badge.json is not the badge of yardstick-node'];
}

/** A file of `reports/`; empty where there is none. */
function committed(name: string): string {
  const file = new URL(`../../../reports/${name}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
