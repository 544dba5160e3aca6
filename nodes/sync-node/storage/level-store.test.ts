import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '#harness/contract/usage-error.ts';
import { describeKeyValueStore } from './key-value-store-contract.ts';
import { openLevelStore } from './level-store.ts';
import { createUpdateLog } from './update-log.ts';

const home = await mkdtemp(join(tmpdir(), 'level-store-'));
afterAll(() => rm(home, { recursive: true }));
const newFolder = (): Promise<string> => mkdtemp(join(home, 'data-'));

const silent = (): void => undefined;
describeKeyValueStore('LevelDB', async () => openLevelStore(await newFolder(), silent));

describe('a damaged database', () => {
  let folder: string;
  let said: string[];
  const open = async () => createUpdateLog(await openLevelStore(folder, (line) => said.push(line)));
  const fileNames = async (pattern: RegExp): Promise<string[]> =>
    (await readdir(join(folder, 'rooms')))
      .filter((file) => pattern.test(file))
      .map((file) => join(folder, 'rooms', file));
  const update = (byte: number): Uint8Array => new Uint8Array(1_000).fill(byte);

  /** Ten updates of a room, some in a table file and some in the log. */
  beforeEach(async () => {
    folder = await newFolder();
    said = [];
    for (const half of [0, 1]) {
      const log = await open();
      for (let byte = 1; byte <= 5; byte++) await log.append('blog', update(half * 5 + byte));
      await log.close();
    }
  });

  test('that does not open is repaired, which is said', async () => {
    for (const file of await fileNames(/^MANIFEST/)) await writeFile(file, Buffer.alloc(500, 7));
    const log = await open();
    expect((await log.load('blog')).updates.length).toBe(10);
    expect(said).toEqual([expect.stringMatching(/is damaged .* repairing it/)]);
    await log.close();
  });

  test('whose manifest is missing is repaired', async () => {
    for (const file of await fileNames(/^MANIFEST/)) await rm(file);
    const log = await open();
    expect((await log.load('blog')).updates.length).toBe(10);
    expect(said.length).toBe(1);
    await log.close();
  });

  test('without its CURRENT file is not taken for a new one', async () => {
    await rm(join(folder, 'rooms', 'CURRENT'));
    const log = await open();
    expect((await log.load('blog')).updates.length).toBe(10);
    expect(said.length).toBe(1);
    await log.close();
  });

  test('that cannot be repaired is moved aside, never deleted, and a new one begins', async () => {
    for (const file of await fileNames(/./)) await rm(file);
    await writeFile(join(folder, 'rooms', 'CURRENT'), 'garbage without a newline');
    // In the way of the file that a repair writes first.
    await mkdir(join(folder, 'rooms', '000001.dbtmp'));
    const log = await open();
    await log.append('blog', update(1));
    expect((await log.load('blog')).updates.length).toBe(1);
    expect(await readFile(join(folder, 'rooms.damaged-1', 'CURRENT'), 'utf8')).toMatch(/garbage/);
    expect(said.at(-1)).toMatch(
      /cannot be repaired .* moved to .*rooms\.damaged-1, starting empty/,
    );
    await log.close();
  });

  test('with a corrupt block loses the records of that block and names them; the room lives on', async () => {
    const [table] = await fileNames(/\.ldb$/);
    if (table === undefined) throw new Error('no table file was written');
    const bytes = await readFile(table);
    bytes.fill(9, 10, 60);
    await writeFile(table, bytes);
    const log = await open();
    const { updates, damage } = await log.load('blog');
    expect(updates.length + damage.length).toBeGreaterThan(5);
    expect(updates.length).toBeLessThan(10);
    expect(damage).toEqual([expect.stringMatching(/^room "blog": records? \d+/)]);
    await log.append('blog', update(11));
    expect([...((await log.load('blog')).updates.at(-1) ?? [])]).toEqual([...update(11)]);
    await log.close();
  });

  test('with a torn log loses only what was torn off', async () => {
    const [logFile] = await fileNames(/\.log$/);
    if (logFile === undefined) throw new Error('no log file was written');
    const bytes = await readFile(logFile);
    await writeFile(logFile, bytes.subarray(0, bytes.length - 500));
    const log = await open();
    expect((await log.load('blog')).updates.length).toBe(9);
    await log.close();
  });
});

test('a disk that refuses a write costs no record: the next attempt goes to a fresh log file', async () => {
  const folder = await newFolder();
  const child = fileURLToPath(new URL('../testing/append-past-limit.ts', import.meta.url));
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    'ulimit -S -f 512; exec "$0" --import tsx "$1" "$2"',
    process.execPath,
    child,
    folder,
  ]);
  expect(Number(stdout)).toBeGreaterThan(0);
  const log = createUpdateLog(await openLevelStore(folder, silent));
  const { updates, damage } = await log.load('blog');
  expect([updates.length, damage]).toEqual([300, []]);
  await log.close();
});

describe('a folder that cannot be used', () => {
  test('because another process has it open: one line that says so', async () => {
    const folder = await newFolder();
    const store = await openLevelStore(folder, silent);
    await expect(openLevelStore(folder, silent)).rejects.toThrow(/in use by another process/);
    await store.close();
  });

  test('because a file is in its way: one line with the reason', async () => {
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'below')]) {
      await expect(openLevelStore(path, silent)).rejects.toThrow(UsageError);
    }
  });
});
