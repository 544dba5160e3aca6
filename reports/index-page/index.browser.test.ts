import { expect, test } from 'vitest';
import { hostileRun, lostRun, stuckRun } from '../testing/failing-runs.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { createSampleRun } from '../testing/sample-run.ts';
import { indexEntry } from './index-entry.ts';
import { renderIndex } from './render-index.ts';

describeInBrowser('the index of runs', ({ openPage, violations }) => {
  test('the index of many runs filters by verdict, family, rule, target and text', async () => {
    const runs = [
      lostRun(),
      stuckRun(),
      createSampleRun({ scenario: 'crash/cloud-outage' }),
      hostileRun(),
    ];
    const html = renderIndex(runs.map((run) => indexEntry(run, 'report.html')));
    const page = await openPage(html, '#rule=LOSS-1', 'dark', 1280);
    const rows = page.locator('tbody tr:visible');
    expect(await page.locator('output').innerText()).toBe('2 of 4 runs');
    await page.getByRole('combobox', { name: 'rule' }).selectOption('');
    await page.getByRole('combobox', { name: 'family' }).selectOption('crash');
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('crash/cloud-outage')]);
    await page.getByRole('combobox', { name: 'family' }).selectOption('');
    await page.getByRole('combobox', { name: 'verdict' }).selectOption('fail');
    await page.getByRole('searchbox').fill('wait for one');
    expect(await rows.count()).toBe(1);
    expect(new URL(page.url()).hash).toBe('#verdict=fail&text=wait+for+one');
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('img').count()).toBe(0);
  });
});
