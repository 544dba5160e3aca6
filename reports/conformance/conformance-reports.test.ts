import { describe, expect, it } from 'vitest';
import type {
  CaseOutcome,
  CaseResult,
  ConformanceReport,
  TargetRun,
} from '#harness/contract/conformance-report.ts';
import { badge } from './badge.ts';
import { chooseConformanceReporters } from './choose-conformance-reporters.ts';
import { plainPaint } from '../console/paint.ts';
import { listTarget } from './list-target.ts';
import { matrixDrift } from './matrix-drift.ts';
import { matrixHtml } from './matrix-html.ts';
import { matrixMarkdown } from './matrix-markdown.ts';
import { parseMatrix } from './parse-matrix.ts';

const evil = '</td><script>alert(1)</script> | `x`';

function result(id: string, outcome: CaseOutcome, more: Partial<CaseResult> = {}): CaseResult {
  return {
    id,
    family: 'sync',
    title: `Title of ${id}`,
    level: 'MUST',
    source: 'yjs#1',
    outcome,
    durationMs: 12,
    wire: [
      { atMs: 1.5, peer: 'a', direction: 'sent', bytes: 4, hex: '00000100', summary: 'step1' },
      { atMs: 2, peer: 'a', direction: 'note', bytes: 0, hex: '', summary: evil },
    ],
    wireDropped: 0,
    replay: `pnpm conformance --case ${id}`,
    ...more,
  };
}

const fail: CaseOutcome = { kind: 'fail', expected: 'the text', actual: evil };
const run = (name: string, ...results: CaseResult[]): TargetRun => ({
  kind: 'run',
  name,
  version: '1.2.3',
  dialect: 'y-protocols',
  wallMs: 9_800,
  results,
  staleExpectations: [],
});
const report: ConformanceReport = {
  version: 1,
  date: '2026-01-02T03:04:05.000Z',
  runtime: 'node v20',
  targets: [
    run('good', result('YS-SYNC-001', { kind: 'pass' }), result('YS-SYNC-002', { kind: 'pass' })),
    run(
      'bad',
      result('YS-SYNC-001', fail),
      result('YS-SYNC-002', fail, {
        expectedFailure: { reason: evil, link: 'https://example.org/1', occurs: 'always' },
      }),
    ),
    {
      kind: 'not-run',
      name: 'rust',
      dialect: 'y-protocols',
      reason: 'no cargo',
      remedy: 'install it',
    },
  ],
};

describe('the matrix in Markdown', () => {
  const markdown = matrixMarkdown(report);

  it('is read back as it was written, whatever a server said', () => {
    const { versions, marks, cases } = parseMatrix(markdown);
    expect([...versions]).toEqual([
      ['good', '1.2.3'],
      ['bad', '1.2.3'],
    ]);
    expect(cases).toEqual(['YS-SYNC-001', 'YS-SYNC-002']);
    expect(marks.get('good YS-SYNC-001')).toBe('✓');
    expect(marks.get('bad YS-SYNC-002')).toBe('✗');
    expect(markdown).not.toContain('<script>');
  });

  it('carries versions, date, what was not run, and a note for each red cell', () => {
    expect(markdown).toContain('2026-01-02, node v20');
    expect(markdown).toContain('| rust | not run |');
    expect(markdown).toContain('- YS-SYNC-001 MUST: not yet explained');
    expect(markdown).toContain('](https://example.org/1)');
  });

  it('drifts when a version, a cell or a case changes, unless the cell is a race', () => {
    expect(matrixDrift(report, parseMatrix(markdown))).toEqual([]);
    const now: ConformanceReport = {
      ...report,
      targets: [
        {
          ...run('good', result('YS-SYNC-001', fail), result('YS-SYNC-003', { kind: 'pass' })),
          version: '2.0.0',
        },
      ],
    };
    expect(matrixDrift(now, parseMatrix(markdown))).toEqual([
      'good is 2.0.0 now, 1.2.3 in the matrix',
      'good YS-SYNC-001 is ✗ now, ✓ in the matrix',
      'YS-SYNC-003 is not in the committed matrix',
      'YS-SYNC-002 is in the committed matrix, and no longer a case',
    ]);
  });

  it('marks a race whatever came of it, and lets it pass or fail', () => {
    const race = { reason: '', link: '', occurs: 'sometimes' as const };
    const matrixOf = (...outcomes: CaseOutcome[]): ConformanceReport => {
      const results = outcomes.map((outcome, index) => ({
        ...result(`YS-SYNC-00${index}`, outcome),
        expectedFailure: race,
      }));
      return { ...report, targets: [run('racer', ...results)] };
    };
    const failed = matrixOf(fail, { kind: 'pass' });
    expect([...parseMatrix(matrixMarkdown(failed)).marks.values()]).toEqual(['±', '±']);
    const passes = [result('YS-SYNC-000', { kind: 'pass' }), result('YS-SYNC-001', fail)];
    const later = { ...report, targets: [run('racer', ...passes)] };
    expect(matrixDrift(later, parseMatrix(matrixMarkdown(failed)))).toEqual([
      'racer YS-SYNC-001 is ✗ now, ± in the matrix',
    ]);
  });
});

describe('the matrix in HTML', () => {
  const html = matrixHtml(report);

  it('escapes what servers said, and loads nothing', () => {
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&#60;script&#62;');
    expect(html).toContain('default-src &#39;none&#39;');
  });

  it('leads from each cell to its wire log', () => {
    for (const anchor of ['good-YS-SYNC-001', 'bad-YS-SYNC-002']) {
      expect(html).toContain(`href="#${anchor}"`);
      expect(html).toContain(`id="${anchor}"`);
    }
    expect(html).toContain('1.5 ms  a → step1   00000100 4 B');
  });
});

describe('the badge', () => {
  it('counts MUST cases that apply', () => {
    const skipped = result('YS-SYNC-003', { kind: 'unsupported', reason: 'no' });
    expect(badge(run('x', result('YS-SYNC-001', { kind: 'pass' }), skipped))).toEqual({
      schemaVersion: 1,
      label: 'Yjs conformance: x',
      message: '1/1 MUST',
      color: 'brightgreen',
    });
    expect(badge(run('x', result('YS-SYNC-001', fail))).color).toBe('red');
    expect(badge(run('x', result('YS-SYNC-001', fail, { level: 'SHOULD' }))).color).toBe('yellow');
  });
});

describe('reporters', () => {
  it('list: a failing case with what was expected, what came, its source, wire log and replay', () => {
    const text = listTarget(run('bad', result('YS-SYNC-001', fail)), plainPaint);
    for (const part of [
      'expected  the text',
      'came      </td>',
      'yjs#1',
      '00000100',
      '--case YS-SYNC-001',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('junit, tap and github tell the same failures', () => {
    const [junit, tap] = chooseConformanceReporters(['junit', 'tap']);
    const github = chooseConformanceReporters(['github'])[0];
    const text = [junit, tap, github]
      .flatMap((reporter) => reporter?.tell(report, { color: false }) ?? [])
      .map((output) => output.text);
    expect(text[0]).toContain('failures="1" errors="0" skipped="1"');
    expect(text[1]).toContain('not ok 3 - bad: YS-SYNC-001');
    expect(text[1]).toContain('# TODO');
    expect(text[2]).toContain('::error title=YS-SYNC-001');
    expect(text[3]).toContain('| good 1.2.3 | 2 pass |');
  });

  it('html: the page of the matrix, as a file', () => {
    const [output] = chooseConformanceReporters(['html'])[0]?.tell(report, { color: false }) ?? [];
    expect(output).toEqual({ to: 'file', name: 'conformance.html', text: matrixHtml(report) });
  });

  it('refuses an unknown one, and two that own stdout', () => {
    expect(() => chooseConformanceReporters(['lst'])).toThrow('--reporter is "lst"');
    expect(() => chooseConformanceReporters(['json', 'tap'])).toThrow('both own stdout');
  });
});
