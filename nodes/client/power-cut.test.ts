import '#harness/world/install.ts';
import { describe, expect, it } from 'vitest';

/** How much of 17 stored characters and 36 of the last second a phone still has after a power cut. */
async function kept(seed: number): Promise<number> {
  const { runScenario } = await import('#harness/cli/run-scenario.ts');
  const { loadScenario } = await import('#harness/cli/catalogue.ts');
  const { record } = await runScenario(await loadScenario('crash/power-cut-at-phone'), seed);
  expect(record.verdict).toBe('pass');
  const [phone] = record.replicas.filter(({ name }) => name === 'phone');
  return Object.values(phone?.stateVector ?? {}).reduce((sum, clock) => sum + clock, 0);
}

describe('a power cut at a browser with relaxed durability', () => {
  it('takes whole transactions of the last two seconds, newest first, and nothing older', async () => {
    const lengths = new Set<number>();
    for (let seed = 1; seed <= 12; seed++) lengths.add(await kept(seed));
    expect([...lengths].toSorted((a, b) => a - b)).toEqual([17, 26, 35, 44, 53]);
  });
});
