import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import { runsOf } from './matrix-rows.ts';
import type { ParsedMatrix } from './parse-matrix.ts';
import { markOf } from './verdict-of.ts';

/**
 * In what a run differs from the committed matrix, a sentence each: versions, cells, cases. Targets
 * that could not be run here say nothing. A race may have passed then or now.
 */
export function matrixDrift(report: ConformanceReport, committed: ParsedMatrix): string[] {
  const drift: string[] = [];
  for (const { name, version, results } of runsOf(report)) {
    const written = committed.versions.get(name);
    if (written === undefined) {
      drift.push(`${name} is not in the committed matrix`);
      continue;
    }
    if (written !== version) drift.push(`${name} is ${version} now, ${written} in the matrix`);
    for (const result of results) {
      const cell = `${name} ${result.id}`;
      const was = committed.marks.get(cell);
      const is = markOf(result);
      if (was === undefined) drift.push(`${result.id} is not in the committed matrix`);
      else if (was !== is && !mayBoth(was, is))
        drift.push(`${cell} is ${is} now, ${was} in the matrix`);
    }
    const known = new Set(results.map(({ id }) => id));
    for (const id of committed.cases) {
      if (!known.has(id)) drift.push(`${id} is in the committed matrix, and no longer a case`);
    }
  }
  return [...new Set(drift)];
}

function mayBoth(was: string, is: string): boolean {
  return [was, is].every((mark) => mark === '±' || mark === '✓');
}
