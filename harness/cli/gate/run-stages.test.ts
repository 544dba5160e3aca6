import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exitCode } from '#harness/contract/exit-code.ts';
import { indexEntry, type IndexEntry } from '#reports/index-page/index-entry.ts';
import { createSampleRun } from '#reports/testing/sample-run.ts';
import type { GateResult, GateStage } from './gate-stage.ts';
import { runStages } from './run-stages.ts';

let folder: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yardstick-gate-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const green = indexEntry(createSampleRun(), null);
const options = { shard: { index: 1, of: 1 }, budgetS: 10 };

function stage(name: string, result: Partial<GateResult>): GateStage {
  const passing = { code: exitCode.pass, summary: '1 of 1', failed: [], problems: [], entries: [] };
  return { name, run: () => Promise.resolve({ ...passing, ...result }) };
}

test('a gate that passes says so, and lists what it ran', async () => {
  expect(await runStages([stage('catalogue', { entries: [green] })], options, folder)).toBe(0);
  expect(said).toMatch(/^pass {2}catalogue {4}1 of 1 /);
  expect(said).toContain(`gate: 1 passed, 0 failed\nreport  ${join(folder, 'index.html')}\n`);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('<h1>1 run: 1 pass</h1>');
});

test('a gate that fails ends with what failed first, the index and the command', async () => {
  const problem = (name: string): IndexEntry => ({
    ...green,
    verdict: 'fail',
    sentence: `${name} survived`,
    replay: `pnpm mutants ${name}`,
  });
  const stages = [
    stage('catalogue', { entries: [green] }),
    stage('mutants', { code: exitCode.fail, problems: [problem('a'), problem('b')] }),
  ];
  expect(await runStages(stages, options, folder)).toBe(1);
  expect(said.trimEnd().split('\n').slice(-3)).toEqual([
    'FAIL  a survived',
    `report  ${join(folder, 'index.html')}`,
    'again   pnpm mutants a',
  ]);
});
