import '#harness/world/install.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findUnderTest } from './find-under-test.ts';
import { knownFailures } from './known-failures.ts';
import { ourOwn, runScenario } from './run-scenario.ts';
import { scenarioOf } from './saved-schedule.ts';
import { staleness } from './staleness.ts';

const files = knownFailures();

describe.each(files)('known failure $file', ({ file, saved }) => {
  it('still fails as it says, and is shown as known', async () => {
    expect(await staleness(file, saved)).toBeNull();
    const underTest = await findUnderTest(saved.node);
    const { record } = await runScenario(scenarioOf(saved), saved.seed, underTest);
    expect(record.verdict).toBe('known');
    expect(record.reasons.join()).toContain(saved.known?.reason);
  });

  it('is stale without the steps that show it, or the server that shows it', async () => {
    const steps = saved.steps.filter((step) => step.do !== 'deliver');
    const without = saved.node === ourOwn.node.name ? { steps } : { node: ourOwn.node.name };
    expect(await staleness(file, { ...saved, ...without })).toMatch(/nothing fails any more/);
  });

  it('has a write-up', () => {
    const finding = saved.known?.finding ?? '';
    expect(
      existsSync(join(import.meta.dirname, '../..', finding)) || finding.startsWith('https://'),
    ).toBe(true);
  });
});
