import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hostileRun, longRun, lostRun, pasteRun } from '../testing/failing-runs.ts';
import { reportOf } from '../testing/report-of.ts';
import { decodeReport } from './app/decode.ts';
import { readHash, writeHash } from './app/page-state.ts';
import { encodeReport } from './encode-report.ts';
import { renderHtml } from './render-html.ts';
import { templateSourceHash } from './source-hash.ts';

describe('the template', () => {
  const template = readFileSync(new URL('template.html', import.meta.url), 'utf8');

  test('is up to date with its sources', () => {
    const remedy =
      'run `node --import tsx reports/html/build-template.ts` and commit template.html';
    expect(template.includes(`<!-- sources ${templateSourceHash()} -->`), remedy).toBe(true);
  });

  test('allows its own script and style, and nothing else', () => {
    expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(template)?.[1]).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
    );
    expect(template).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});

describe('a report', () => {
  test('says the verdict without scripts too, as text', () => {
    const html = renderHtml(reportOf(hostileRun()));
    expect(html).toContain('&#60;/script&#62;&#60;img src=x');
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  test('is the same text for the same run', () => {
    expect(renderHtml(reportOf(lostRun()))).toBe(renderHtml(reportOf(lostRun())));
  });

  test('keeps its data through the encoding, times to the microsecond', async () => {
    const data = reportOf(lostRun());
    const { events, ...rest } = await decodeReport(encodeReport(data));
    const { events: before, ...others } = data;
    expect(rest).toEqual(others);
    expect(events).toEqual(
      before.map((event) => ({ ...event, atMs: Math.round(event.atMs * 1000) / 1000 })),
    );
  });

  test('of 20,000 events stays under 500 kB', () => {
    const data = reportOf(longRun(510));
    expect(data.events.length).toBeGreaterThan(20_000);
    expect(renderHtml(data).length).toBeLessThan(500_000);
  });
});

test('a pasted megabyte keeps a report small, and what is left out is said', () => {
  const data = reportOf(pasteRun(1_000_000));
  expect(renderHtml(data).length).toBeLessThan(500_000);
  expect(data.leftOut).toEqual([
    expect.stringMatching(/^content between \d+\.\d{3} s and the end$/),
    'the middle of contents of more than 40000 characters',
  ]);
});

describe('a hash', () => {
  const initial = { atMs: 9000, edit: '1:2', filter: '', room: 'blog' };

  test.each([
    ['#t=12.5s&edit=1830274:212', { atMs: 12_500, edit: '1830274:212', filter: '', room: 'blog' }],
    [
      '#t=40ms&filter=kind:fault%20a',
      { atMs: 40, edit: '1:2', filter: 'kind:fault a', room: 'blog' },
    ],
    ['#t=nonsense', initial],
    ['', initial],
  ])('%s is read', (hash, state) => {
    expect(readHash(hash, initial)).toEqual(state);
  });

  test('is read as it was written', () => {
    const state = { atMs: 3005.25, edit: '7:0', filter: 'from:phone "a&b=c" #', room: '</script>' };
    expect(writeHash(state)).toMatch(/^#t=3\.00525s&edit=7:0&/);
    expect(readHash(writeHash(state), initial)).toEqual(state);
  });
});
