import { describe, expect, test } from 'vitest';
import { hostileRun, lostRun } from '../testing/failing-runs.ts';
import { createSampleRun } from '../testing/sample-run.ts';
import { indexEntry } from './index-entry.ts';
import { renderIndex } from './render-index.ts';

const unknown = createSampleRun({
  scenario: 'crash/cloud-outage',
  verdict: 'unknown',
  checks: [],
  reasons: ['a mark was never reached'],
});

describe('the index of runs', () => {
  const html = renderIndex([
    indexEntry(createSampleRun(), null),
    indexEntry(unknown, null),
    indexEntry(lostRun(), 'offline-offline-desktop-7.html'),
  ]);

  test('counts, and shows red runs first with their reason and a link', () => {
    expect(html).toContain('<h1>3 runs: 1 fail, 1 unknown, 1 pass</h1>');
    const verdicts = [...html.matchAll(/<tr data-verdict="(\w+)"/g)].map(([, verdict]) => verdict);
    expect(verdicts).toEqual(['fail', 'unknown', 'pass']);
    expect(html).toContain('<a href="offline-offline-desktop-7.html">offline/offline-desktop</a>');
    expect(html).toContain('a mark was never reached');
  });

  test('offers the verdicts, families, rules and targets that there are', () => {
    for (const value of ['fail', 'crash', 'LOSS-1', 'yardstick'])
      expect(html).toContain(`<option value="${value}">`);
    expect(html).not.toContain('<option value="CONV-1">');
  });

  test('lists only so many green runs, and counts all', () => {
    const green = Array.from({ length: 5 }, () => indexEntry(createSampleRun(), null));
    const long = renderIndex([...green, indexEntry(lostRun(), null)], 2);
    expect(long).toContain('<h1>6 runs: 1 fail, 5 pass</h1>');
    expect(long.match(/<tr data-verdict/g)).toHaveLength(3);
    expect(long).toContain('3 green runs more, not listed.');
  });

  test('keeps hostile text inert', () => {
    const hostile = renderIndex([indexEntry(hostileRun(), '"><script>1</script>')]);
    expect(hostile).not.toContain('<img');
    expect(hostile.match(/<script/g)).toHaveLength(1);
    expect(hostile).not.toContain('\u202e');
  });
});
