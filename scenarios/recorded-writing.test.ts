import '#harness/world/install.ts';
import { expect, it } from 'vitest';
import { loadScenario } from '#harness/cli/catalogue.ts';

it('three recorded writers end in the published text, though one was offline in the middle', async () => {
  const { runScenario } = await import('#harness/cli/run-scenario.ts');
  const { record } = await runScenario(await loadScenario('offline/recorded-writing'), 1);
  expect(record.reasons).toEqual([]);
  expect(record.checks.find(({ rule }) => rule === 'WRITING-1')?.verdict).toBe('pass');
  expect(record.verdict).toBe('pass');
}, 180_000);
