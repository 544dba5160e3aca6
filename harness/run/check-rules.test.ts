import { describe, expect, it } from 'vitest';
import { loadScenario, scenarioIds } from '#harness/cli/catalogue.ts';
import { checkRules } from './check-rules.ts';

const scenarios = await Promise.all(scenarioIds().map(loadScenario));

describe('the rules of a scenario', () => {
  it('exist, or are its own', () => {
    expect(scenarios.length).toBeGreaterThan(0);
    for (const scenario of scenarios) expect(() => checkRules(scenario)).not.toThrow();
  });

  it.each(scenarios.slice(0, 1))('are refused when they do not exist', (scenario) => {
    expect(() => checkRules({ ...scenario, rules: ['CONV-99'] })).toThrow(
      'names the rule CONV-99, which does not exist; there are CONV-1, ',
    );
  });
});
