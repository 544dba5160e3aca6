import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { writeStoredRun } from '#harness/history/write-stored-run.ts';
import { lostRun } from '#reports/testing/failing-runs.ts';
import { createSampleRun } from '#reports/testing/sample-run.ts';
import { indexEntry } from '#reports/index-page/index-entry.ts';
import { createCommand } from './report.ts';
import { saveRun } from './report/save-run.ts';
import { writeIndex } from './report/write-index.ts';

const conformanceReport = {
  ...{ version: 1, date: '2026-01-01', runtime: 'node' },
  targets: [
    {
      ...{ kind: 'run', name: 'a-server', version: '1', dialect: 'y-protocols', wallMs: 1 },
      staleExpectations: [],
      results: [
        {
          ...{ id: 'YS-SYNC-001', family: 'sync', title: 'answers', level: 'MUST', source: '' },
          outcome: { kind: 'fail', expected: 'an answer', actual: 'nothing' },
          ...{ durationMs: 1, wire: [], wireDropped: 0, replay: 'pnpm conformance --case X' },
        },
      ],
    },
    {
      ...{ kind: 'not-run', name: 'other', dialect: 'hocuspocus' },
      ...{ reason: 'Docker is missing', remedy: 'install it' },
    },
  ],
} satisfies ConformanceReport;

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

  test('merge takes the runs of an index, those it does not list, and conformance reports', async () => {
    const [shard, other] = [join(folder, 'shard'), join(folder, 'other')];
    for (const path of [shard, other]) mkdirSync(path);
    writeIndex([indexEntry(createSampleRun({ scenario: 'crash/green' }), 'green.html')], shard);
    saveRun(lostRun(), shard, 'lost');
    writeFileSync(join(other, 'conformance-matrix.json'), JSON.stringify(conformanceReport));
    await report('merge', shard, other, '--output', folder);
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).toContain('<h1>4 runs: 2 fail, 1 unsupported, 1 pass</h1>');
    expect(page).toContain('<a href="shard/green.html">crash/green</a>');
    expect(page).toContain('expected an answer; came: nothing');
    expect(page).toContain('not run: Docker is missing');
    // What was merged is an index of its own.
    await report('merge', folder, '--output', join(folder, 'again'));
    expect(readFileSync(join(folder, 'again', 'index.html'), 'utf8')).toContain(
      '<a href="../shard/green.html">',
    );
  });

  test('merge names a record that was cut off, and an index of another version', async () => {
    writeFileSync(join(folder, 'cut.ndjson'), writeStoredRun(lostRun()).slice(0, 300));
    await expect(report('merge', folder)).rejects.toThrow('cut.ndjson is no stored run');
    rmSync(join(folder, 'cut.ndjson'));
    const index = { format: 'yardstick-index', version: 99, entries: [] };
    writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
    await expect(report('merge', folder)).rejects.toThrow('has version 99');
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
