import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { ReportData } from '#harness/contract/report-data.ts';
import { renderHtml } from '../html/render-html.ts';
import { findChromium } from './find-chromium.ts';

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

/** Opens pages from disk, as a reader does. After each test the page must have had nothing to complain of. */
export interface ReportBrowser {
  /** Opens the report, and waits until it is drawn. */
  open(
    data: ReportData,
    hash?: string,
    colorScheme?: 'light' | 'dark',
    width?: number,
  ): Promise<Page>;
  openPage(html: string, hash: string, colorScheme: 'light' | 'dark', width: number): Promise<Page>;
  /** What axe-core finds wrong, a line each. */
  violations(page: Page): Promise<readonly string[]>;
  /** Errors of the page, and requests other than for itself, since this was last asked; forgets them. */
  takeComplaints(): readonly string[];
}

/** A suite of tests in a browser; skipped where there is none, unless `CI` says that there must be one. */
export function describeInBrowser(name: string, tests: (browser: ReportBrowser) => void): void {
  describe.skipIf(isMissing)(name, () => tests(setUp()));
}

function setUp(): ReportBrowser {
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

  return {
    open,
    openPage,
    violations,
    takeComplaints() {
      const taken = complaints;
      complaints = [];
      return taken;
    },
  };
}
