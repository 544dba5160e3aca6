import { serverCases } from '#scenarios/conformance/server-cases.ts';
import type { ConformanceCase } from '#scenarios/conformance/define-case.ts';

/** A line per case: id, level, title, what it needs. */
export function listCases(cases: readonly ConformanceCase[] = serverCases()): string {
  const width = Math.max(...cases.map(({ id }) => id.length));
  return cases
    .map(({ id, level, title, needs }) => {
      const wants = needs.length === 0 ? '' : `  [${needs.join(', ')}]`;
      return `${id.padEnd(width)}  ${level.padEnd(6)}  ${title}${wants}\n`;
    })
    .join('');
}
