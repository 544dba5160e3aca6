import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ReportData } from '#harness/contract/report-data.ts';
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
import { findChromium } from '../testing/find-chromium.ts';
import { reportOf } from '../testing/report-of.ts';
import { createSampleRun, offlineSteps } from '../testing/sample-run.ts';
import { indexEntry } from '../index-page/index-entry.ts';
import { renderIndex } from '../index-page/render-index.ts';
import { renderHtml } from './render-html.ts';

const executablePath = findChromium(process.env);
const isMissing = executablePath === undefined;
if (isMissing) {
  const remedy = "install Debian's chromium, or set CHROMIUM_PATH";
  if (process.env['CI'] === 'true')
    throw new Error(`no Chromium for the tests of the HTML report: ${remedy}`);
  process.stderr.write(`skipped: tests of the HTML report need a Chromium; ${remedy}\n`);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe found, a line each. */
interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe.skipIf(isMissing)('the HTML report in a browser', () => {
  let browser: Browser;
  let folder: string;
  let context: BrowserContext | undefined;
  /** Errors of the page, and requests other than for itself. */
  let complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yardstick-report-'));
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox'],
    });
  });

  afterEach(async () => {
    await context?.close();
    context = undefined;
    expect(complaints).toEqual([]);
    complaints = [];
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(
    data: ReportData,
    hash = '',
    colorScheme: 'light' | 'dark' = 'light',
    width = 1280,
  ): Promise<Page> {
    const page = await openPage(renderHtml(data), hash, colorScheme, width);
    await page.locator('.scrubber').waitFor();
    return page;
  }

  async function openPage(
    html: string,
    hash: string,
    colorScheme: 'light' | 'dark',
    width: number,
  ): Promise<Page> {
    const file = join(folder, 'report.html');
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== url) complaints.push(`request for ${request.url()}`);
    });
    await page.goto(url + hash);
    return page;
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe);
    const results = await page.evaluate<AxeResults>('axe.run()');
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    );
  }

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
    await expect.poll(() => complaints.join()).toContain('Content Security Policy');
    complaints = [];
  });

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

  test('20,000 events open', async () => {
    const page = await open(reportOf(longRun(510)));
    expect(await page.locator('.events [role=status]').innerText()).toMatch(/^20,\d{3} events/);
    expect(await page.locator('.space-time svg').first().locator('.message').count()).toBe(1500);
  });
});
