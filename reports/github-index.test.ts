import { describe, expect, test } from 'vitest';
import { githubIndex } from './github-index.ts';
import { indexEntry } from './index-page/index-entry.ts';
import { hostileRun, lostRun } from './testing/failing-runs.ts';
import { createSampleRun } from './testing/sample-run.ts';

describe('what GitHub is told of an index', () => {
  test('is an annotation and a row for each failure, with green runs counted', () => {
    const runs = [lostRun(), createSampleRun(), createSampleRun()];
    const [people, summary] = githubIndex(
      'gate',
      runs.map((run) => indexEntry(run, null)),
    );
    expect(people?.text).toMatch(
      /^::error title=gate%3A offline\/offline-desktop::LOSS-1 {2}the laptop browser never got .*%0AReplay: pnpm scenario offline-desktop --seed 7\n$/,
    );
    expect(summary?.text).toContain('### Yardstick gate: 1 fail, 2 pass');
    expect(summary?.text.match(/^\| offline/gm)).toHaveLength(1);
  });

  test('is no annotation and no table where nothing failed', () => {
    const outputs = githubIndex('gate', [indexEntry(createSampleRun(), null)]);
    expect(outputs).toEqual([{ to: 'step-summary', text: '### Yardstick gate: 1 pass\n' }]);
  });

  test('keeps hostile text inert', () => {
    const outputs = githubIndex('gate', [indexEntry(hostileRun(), null)]);
    const [people, summary] = outputs;
    expect(people?.text.trimEnd().split('\n')).toHaveLength(1);
    expect(summary?.text).not.toContain('<img');
  });
});
