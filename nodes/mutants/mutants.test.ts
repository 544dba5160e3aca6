import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { exitCode } from '#harness/contract/exit-code.ts';
import { mutants } from './mutants.ts';

/** Two seeds in three catch their mutant within five; the slowest needs a few dozen. */
const seedBudget = 80;

interface Hunt {
  readonly mutant: string;
  readonly ground: 'reference' | 'tree';
  readonly caught: { readonly rule: string } | null;
}

/** Hunts mutants in a process of their own, where the world has replaced clock and randomness. */
async function hunt(names: readonly string[]): Promise<readonly Hunt[]> {
  const folder = await mkdtemp(join(tmpdir(), 'yardstick-mutants-'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...['--import', 'tsx', '--import', './harness/world/install.ts', 'harness/cli/main.ts'],
      ...['mutants', '--reporter', 'json', '--no-shrink', '--seeds', String(seedBudget)],
      ...['--output', folder, ...names],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((failed: { stdout: string; code: number }) => {
    // A survivor is told in the JSON; without any, the command itself failed.
    if (failed.code !== exitCode.fail) throw failed;
    return failed;
  });
  await rm(folder, { recursive: true });
  const { hunts }: { hunts: readonly Hunt[] } = JSON.parse(stdout);
  return hunts;
}

describe('mutants', () => {
  test('every file is registered once, under its own name', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length));
    const names = mutants.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(files).toEqual(expect.arrayContaining(names));
    expect(names.length).toBeGreaterThanOrEqual(30);
  });

  test('each is caught on the reference topology and on a tree, by a rule that names its defect', async () => {
    const names = mutants.map(({ name }) => name);
    const halves = [0, 1].map((half) => names.filter((_, index) => index % 2 === half));
    const hunts = (await Promise.all(halves.map(hunt))).flat();
    const caught = (name: string, ground: Hunt['ground']) =>
      hunts.find((found) => found.mutant === name && found.ground === ground)?.caught?.rule;
    for (const { name, caughtBy, exemption } of mutants) {
      for (const ground of ['reference', 'tree'] as const) {
        if (exemption?.on !== ground)
          expect(caughtBy, `${name} on ${ground}`).toContain(caught(name, ground));
      }
    }
  }, 240_000);
});
