import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readStoredRun } from '#harness/history/read-stored-run.ts';
import { linesOf } from '../report/lines-of.ts';
import { readSavedSchedule } from '../saved-schedule.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yardstick-failure-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The last lines that say something. */
function lastLines(text: string, count: number): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .slice(-count);
}

describe('a failed scenario', () => {
  const name = 'offline-offline-desktop-never-asks-1';

  test('is shrunk and compared, and ends with its page and the command that replays it', async () => {
    const args = ['scenario', 'offline-desktop', '--node', 'never-asks', '--output', folder];
    const { code, stdout } = await runCommand(args);
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nFAIL {2}CONV-1 {2}desktop-node never got "Draft from the desktop"/);
    expect(lastLines(stdout, 2)).toEqual([
      `report  ${join(folder, `${name}.html`)}`,
      'again   pnpm scenario offline/offline-desktop --seed 1 --node never-asks',
    ]);

    const { shrunk, neighbour, record } = readStoredRun(
      linesOf(join(folder, `${name}.ndjson`)),
      name,
    );
    expect(shrunk).toMatchObject({ rule: 'CONV-1', shown: 'original' });
    expect(shrunk?.original.schedule).toEqual(record.schedule);
    expect(shrunk?.smallest.schedule.steps.length).toBeLessThan(record.schedule.steps.length);
    expect(neighbour?.record).toMatchObject({ verdict: 'pass', node: 'yardstick', seed: 1 });
    expect(neighbour?.parting?.there).not.toBe(neighbour?.parting?.here);
    expect(neighbour?.paths['Draft from the desktop']?.map(({ device }) => device)).toHaveLength(6);

    const replayed = await runCommand(['replay', shrunk?.file ?? '', '--output', folder]);
    expect(replayed.code).toBe(1);
    expect(replayed.stdout).toContain('the same run, bit by bit');
    expect(replayed.stdout).toContain('FAIL  CONV-1');
  });

  test('tells people on stderr when a document owns stdout, for several reporters at once', async () => {
    const { code, stdout, stderr } = await runCommand([
      ...['scenario', '--node', 'never-asks', '--output', folder],
      ...['--reporter', 'json', '--reporter', 'junit', 'offline-desktop'],
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'fail',
      report: join(folder, `${name}.html`),
    });
    expect(lastLines(stderr, 3)).toEqual([
      expect.stringMatching(/^FAIL {2}CONV-1/),
      `report  ${join(folder, `${name}.html`)}`,
      'again   pnpm scenario offline/offline-desktop --seed 1 --node never-asks',
    ]);
    expect(readdirSync(folder)).toContain('junit.xml');
  });
});

describe('a failed exploration', () => {
  test('shows the smallest schedule, and lists all runs in an index', async () => {
    const { code, stdout } = await runCommand([
      ...['explore', 'convergence', 'awareness', '--seeds', '1'],
      ...['--node', 'drops-every-seventh-update', '--output', folder],
    ]);
    expect(code).toBe(1);
    const file = join(folder, 'convergence-1.json');
    expect(lastLines(stdout, 2)).toEqual([
      `report  ${join(folder, 'convergence-1.html')}`,
      `again   pnpm replay ${file}`,
    ]);
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).toContain('<h1>2 runs: 1 fail, 1 pass</h1>');
    expect(page).toContain('<a href="convergence-1.html">properties/convergence</a>');
    const stored = readStoredRun(linesOf(join(folder, 'convergence-1.ndjson')), 'convergence-1');
    expect(stored.shrunk).toMatchObject({ shown: 'smallest', file });
    expect(stored.record.schedule).toEqual(stored.shrunk?.smallest.schedule);
    expect(readSavedSchedule(file).steps).toEqual(stored.record.schedule.steps);
  });
});
