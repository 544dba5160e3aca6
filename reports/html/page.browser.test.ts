import { expect, test } from 'vitest';
import {
  crashedRun,
  duplicatedRun,
  ghostRun,
  hostileRun,
  longRun,
  lostRun,
  stormRun,
  stuckRun,
} from '../testing/failing-runs.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { reportOf } from '../testing/report-of.ts';

describeInBrowser('a report', ({ open, violations, takeComplaints }) => {
  const kinds = { lostRun, stuckRun, duplicatedRun, ghostRun, stormRun, crashedRun };
  test.each(Object.entries(kinds))(
    '%s: says what happened, without an error or a request',
    async (_, run) => {
      const data = reportOf(run());
      const page = await open(data);
      const [first = '', ...rest] = data.sentences;
      await expect(page.locator('h1').innerText()).resolves.toContain(first.replace(/^\S+ +/, ''));
      for (const sentence of rest)
        expect(await page.locator('header').innerText()).toContain(sentence);
      for (const { why } of data.differences)
        expect(await page.locator('.content').innerText()).toContain(why);
    },
  );

  test.each([
    ['light', 1280, crashedRun],
    ['dark', 1280, lostRun],
    ['light', 390, stuckRun],
    ['dark', 390, ghostRun],
  ] as const)(
    'is accessible in %s at %i px, without sideways scrolling',
    async (scheme, width, run) => {
      const page = await open(reportOf(run()), '', scheme, width);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
    },
  );

  test('these tests would notice an error, a request and a fault of accessibility', async () => {
    const page = await open(reportOf(ghostRun()));
    await page.evaluate(() => {
      const image = document.createElement('img');
      image.src = 'http://127.0.0.1:9/picture.png';
      document.body.append(image);
    });
    expect((await violations(page)).join()).toContain('image-alt');
    await expect.poll(() => takeComplaints().join()).toContain('Content Security Policy');
  });

  test('nothing that a document, room, error or server says is ever markup', async () => {
    const page = await open(reportOf(hostileRun()));
    await page.getByRole('searchbox').fill('exception');
    await page.locator('.events tbody button').first().click();
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'pwned'))).toBe(false);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('h1').innerText()).toContain(
      '</script><img src=x onerror="globalThis.pwned=1">',
    );
    expect(await page.locator('body').innerText()).not.toContain('\u202e');
  });

  test('20,000 events open', async () => {
    const page = await open(reportOf(longRun(510)));
    expect(await page.locator('.events [role=status]').innerText()).toMatch(/^20,\d{3} events/);
    expect(await page.locator('.space-time svg').first().locator('.message').count()).toBe(1500);
  });
});
