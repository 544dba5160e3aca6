import { expect, test } from 'vitest';
import { lostRun, stormRun } from '../testing/failing-runs.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { reportOf } from '../testing/report-of.ts';
import { createSampleRun, offlineSteps } from '../testing/sample-run.ts';

describeInBrowser('a reader of a report', ({ open, violations }) => {
  test('the scrubber moves every panel', async () => {
    const page = await open(reportOf(lostRun()));
    const heading = page.locator('.content h2');
    const scrubber = page.getByRole('slider', { name: 'Moment' });
    expect(await heading.innerText()).toContain('2 different contents');
    await scrubber.fill('900');
    expect(await heading.innerText()).toBe('Same content everywhere at 0.900 s');
    expect(await page.locator('.topology h2').innerText()).toBe('Topology at 0.900 s');
    expect(await page.locator('.column pre').innerText()).toContain('Notes');
    await scrubber.fill('1100');
    expect(await page.locator('.topology svg').getAttribute('aria-label')).toContain(
      'desktop-browser->desktop-node cut',
    );
    await scrubber.press('ArrowRight');
    expect(await page.locator('.scrubber output').innerText()).toBe('1.250 s');
    await scrubber.press('ArrowLeft');
    expect(await page.locator('.scrubber output').innerText()).not.toBe('1.250 s');
    expect(new URL(page.url()).hash).toMatch(/^#t=1(\.0\d+)?s&edit=1830274:5/);
  });

  test('the filter narrows the events, and a row opens its frame', async () => {
    const page = await open(reportOf(lostRun()));
    const status = page.locator('.events [role=status]');
    await page.getByRole('searchbox').fill('from:phone kind:send kind:update edit:k17');
    expect(await status.innerText()).toBe('3 events');
    await page.locator('.events tbody button').first().click();
    expect(await page.locator('.payload').innerText()).toContain('insert 1830274:5–8 " k17"');
    expect(await page.locator('.payload pre').innerText()).toMatch(/^0000 {2}00 02 /);
    await page.getByRole('searchbox').fill('from:nobody');
    expect(await status.innerText()).toBe('0 events');
    expect(await violations(page)).toEqual([]);
  });

  test('a deep link leads to a moment, an edit and a filter', async () => {
    const page = await open(reportOf(lostRun()), '#t=3.005s&edit=1830274:5&filter=kind:fault');
    expect(await page.locator('.scrubber output').innerText()).toBe('3.005 s');
    expect(await page.getByRole('combobox').inputValue()).toBe('1830274:5');
    expect(await page.locator('.events [role=status]').innerText()).toBe('1 event');
    expect(await page.locator('.message.dim').count()).toBeGreaterThan(50);
    const lit = await page.locator('.message:not(.dim)').count();
    expect(lit).toBeGreaterThan(0);
    await page.getByRole('combobox').selectOption('');
    expect(await page.locator('.message.dim').count()).toBe(0);
  });

  test('a nonsensical link opens the report all the same', async () => {
    const page = await open(reportOf(lostRun()), '#t=never&edit=9:9&room=none&filter=%22');
    expect(await page.locator('h1').innerText()).toContain('never got');
  });

  test('replay, seed and record are copied', async () => {
    const data = reportOf(lostRun());
    const page = await open(data);
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'copy replay' }).click();
    await page.getByText('✓ copied').waitFor();
    expect(await clipboard()).toBe('pnpm scenario offline-desktop --seed 7');
    await page.getByRole('button', { name: 'copy record (JSON)' }).click();
    await page.getByText('copy record (JSON): copied').waitFor({ state: 'attached' });
    expect(JSON.parse(await clipboard())).toEqual(data.record);
  });

  test('the diagram zooms by button and by key, and a click chooses a moment', async () => {
    const page = await open(reportOf(lostRun()));
    await page.getByRole('button', { name: 'follow this piece' }).click();
    expect(await page.locator('.scrubber output').innerText()).toBe('3.005 s');
    const all = await page.locator('.message').count();
    await page.getByRole('button', { name: 'around the moment' }).click();
    const near = await page.locator('.message').count();
    expect(near).toBeLessThan(all);
    await page.getByRole('checkbox').check();
    expect(await page.locator('.message').count()).toBeLessThanOrEqual(near);
    await page.getByRole('region', { name: /Space-time/ }).press('0');
    expect(await page.locator('.message.dim').count()).toBe(0);
    await page
      .locator('.space-time svg')
      .first()
      .click({ position: { x: 300, y: 150 } });
    expect(await page.locator('.scrubber output').innerText()).not.toBe('3.005 s');
  });

  test('a shrunk schedule and a passing neighbour stand beside the run', async () => {
    const { record } = createSampleRun();
    const original = { version: 1, steps: [...offlineSteps, ...offlineSteps] } as const;
    const devices = record.replicas.map(({ name }) => name);
    const page = await open(
      reportOf(lostRun(), {
        shrunk: {
          rule: 'LOSS-1',
          original: { devices, schedule: original },
          smallest: { devices: devices.slice(1), schedule: record.schedule },
          shown: 'smallest',
          runs: 41,
          file: 'lost.json',
        },
        neighbour: {
          differsIn: 'seed 1043',
          record,
          parting: {
            atMs: 3005,
            here: 'laptop-node sends nothing',
            there: 'laptop-node sends update to laptop-browser',
          },
          paths: {
            ' k17': [
              { device: 'phone', atMs: 3000 },
              { device: 'laptop-browser', atMs: 3006 },
            ],
          },
        },
      }),
    );
    const text = await page.locator('main').innerText();
    expect(text).toContain('shrunk from 6 and 12 in 41 runs');
    expect(text).toContain('A passing neighbour: seed 1043');
    expect(text).toContain('phone 3.000 → laptop-browser 3.006');
    expect(await violations(page)).toEqual([]);
  });

  test('is led to what shows the first broken rule, where no piece was lost', async () => {
    const data = reportOf(stormRun());
    const shown = data.events.find(({ kind, atMs }) => kind === 'send' && atMs >= 7000);
    const checks = data.record.checks.map((check) =>
      check.verdict === 'fail'
        ? { ...check, findings: [{ detail: check.detail, seq: shown?.seq ?? 0 }] }
        : check,
    );
    const page = await open({ ...data, differences: [], record: { ...data.record, checks } });
    expect(await page.locator('.scrubber output').innerText()).toBe('7.000 s');
    expect(await page.locator('.stop-mark text').textContent()).toBe('✗ ECON-1');
  });
});
