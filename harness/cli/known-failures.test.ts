import '#harness/world/install.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownFailures } from './known-failures.ts';
import { runScenario } from './run-scenario.ts';
import { scenarioOf } from './saved-schedule.ts';
import { staleness } from './staleness.ts';

const files = knownFailures();

describe.each(files)('known failure $file', ({ file, saved }) => {
  it('still fails as it says, and is shown as known', async () => {
    expect(await staleness(file, saved)).toBeNull();
    const { record } = await runScenario(scenarioOf(saved), saved.seed);
    expect(record.verdict).toBe('known');
    expect(record.reasons.join()).toContain(saved.known?.reason);
  });

  it('is stale without the steps that show it', async () => {
    const steps = saved.steps.filter((step) => step.do !== 'deliver');
    expect(await staleness(file, { ...saved, steps })).toMatch(/nothing fails any more/);
  });

  it('has a write-up', () => {
    const finding = saved.known?.finding ?? '';
    expect(
      existsSync(join(import.meta.dirname, '../..', finding)) || finding.startsWith('https://'),
    ).toBe(true);
  });
});
