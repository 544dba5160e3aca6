import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMatrix } from '#reports/conformance/parse-matrix.ts';
import { serverCases } from '#scenarios/conformance/server-cases.ts';
import { builtInTargets } from './built-in-targets.ts';

const root = new URL('../../../', import.meta.url);
const matrix = parseMatrix(readFileSync(new URL('reports/conformance-matrix.md', root), 'utf8'));
const targets = await Promise.all(
  Object.values(builtInTargets).map(async (load) => (await load()).default),
);

// Whether each cell is still true takes running the servers: `pnpm conformance --matrix --check`.
describe('the committed matrix, as far as files can tell', () => {
  it('has a row for each case, and no other', () => {
    expect(matrix.cases).toEqual(serverCases().map(({ id }) => id));
  });

  it.for(targets)(
    '$name: its column, its version, and a red cell for each expected failure',
    async (target) => {
      const { name, expectedFailures = [] } = target;
      const available = 'start' in target ? await target.availability?.() : undefined;
      if (available?.available) expect(matrix.versions.get(name)).toBe(available.version);
      const red = [...matrix.marks]
        .filter(([cell, mark]) => cell.startsWith(`${name} `) && mark === '✗')
        .map(([cell]) => cell.slice(name.length + 1));
      const always = expectedFailures.filter(({ occurs }) => occurs !== 'sometimes');
      expect(red).toEqual(expect.arrayContaining(always.map((entry) => entry.case)));
      const listed = expectedFailures.map((entry) => entry.case);
      expect(red.filter((id) => !listed.includes(id))).toEqual([]);
    },
  );

  it('explains each red cell: a web link, or a file of this repository', () => {
    for (const { link } of targets.flatMap(({ expectedFailures = [] }) => expectedFailures)) {
      expect(link.startsWith('https://') || existsSync(new URL(link, root)), link).toBe(true);
    }
  });
});
