import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '#harness/contract/usage-error.ts';
import { writeStoredRun } from '#harness/history/write-stored-run.ts';
import { lostRun } from '#reports/testing/failing-runs.ts';
import { createSampleRun } from '#reports/testing/sample-run.ts';
import { createCommand } from './report.ts';
import { saveRun } from './report/save-run.ts';

describe('pnpm report', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yardstick-cli-'));
  });

  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  /** What the command wrote to stdout, and its exit code. */
  async function report(
    ...args: readonly string[]
  ): Promise<{ readonly text: string; readonly code: number | undefined }> {
    let text = '';
    let code: number | undefined;
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    const command = createCommand((result) => {
      code = result;
    });
    await command.parseAsync(args, { from: 'user' });
    return { text, code };
  }

  test('merge lists stored runs and records of several folders once each, with links to their pages', async () => {
    const [first, second] = [join(folder, 'a'), join(folder, 'b')];
    for (const path of [first, second]) mkdirSync(path);
    writeFileSync(join(first, 'lost-7.ndjson'), writeStoredRun(lostRun()));
    writeFileSync(join(first, 'lost-7.json'), JSON.stringify(lostRun().record));
    writeFileSync(join(first, 'lost-7.html'), '');
    writeFileSync(join(second, 'fine-7.json'), JSON.stringify(createSampleRun().record));
    writeFileSync(join(second, 'other.json'), '{"unrelated": true}');
    const { text, code } = await report('merge', first, second);
    expect(code).toBe(0);
    expect(text).toBe(`${join(first, 'index.html')}\n`);
    const page = readFileSync(join(first, 'index.html'), 'utf8');
    expect(page).toContain('<h1>2 runs: 1 fail, 1 pass</h1>');
    expect(page).toContain('<a href="lost-7.html">');
  });

  test('merge into another folder links across', async () => {
    writeFileSync(
      saveRun(lostRun(), folder, 'offline-offline-desktop-7').replace('.ndjson', '.html'),
      '',
    );
    await report('merge', folder, '--output', join(folder, 'all'));
    expect(readFileSync(join(folder, 'all', 'index.html'), 'utf8')).toContain(
      '<a href="../offline-offline-desktop-7.html">',
    );
  });

  test('open says where the index is, else the only report', async () => {
    writeFileSync(join(folder, 'run.html'), '');
    expect((await report('open', folder)).text).toMatch(/^file:\/\/.*\/run\.html\n$/);
    writeFileSync(join(folder, 'index.html'), '');
    expect((await report('open', folder)).text).toMatch(/\/index\.html\n$/);
  });

  test.each([
    ['mermaid', /^sequenceDiagram/],
    ['trace', /^\{"displayTimeUnit"/],
    ['html', /^<!doctype html>/],
  ])('export --as %s writes to stdout', async (format, start) => {
    const file = join(folder, 'lost.ndjson');
    writeFileSync(file, writeStoredRun(lostRun()));
    expect((await report('export', file, '--as', format)).text).toMatch(start);
  });

  test('export --as updates writes a folder for each replica', async () => {
    const file = join(folder, 'lost.ndjson');
    writeFileSync(file, writeStoredRun(lostRun()));
    await report('export', file, '--as', 'updates', '--output', join(folder, 'updates'));
    expect(readdirSync(join(folder, 'updates'))).toContain('laptop-browser-1-1');
    expect(readdirSync(join(folder, 'updates', 'phone-1-1'))).toEqual([
      '0000.bin',
      '0001.bin',
      '0002.bin',
      '0003.bin',
    ]);
  });

  test.each([
    ['a folder that is not there', ['open', '/nowhere/at/all'], 'is no folder of reports'],
    ['a folder without runs', ['merge', tmpdir().slice(0, 1)], 'no run in'],
    [
      'a file that is not there',
      ['export', '/nowhere.ndjson', '--as', 'trace'],
      'cannot be read (ENOENT)',
    ],
  ])('refuses %s', async (_, args, message) => {
    await expect(report(...args)).rejects.toThrow(UsageError);
    await expect(report(...args)).rejects.toThrow(message);
  });
});
