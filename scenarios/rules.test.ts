import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkers } from '#harness/checkers/checkers.ts';
import { loadScenario, scenarioIds } from '#harness/cli/catalogue.ts';

const text = readFileSync(join(import.meta.dirname, 'RULES.md'), 'utf8');
/** `- **CONV-1 Convergence.** ...` */
const rules = [...text.matchAll(/^- \*\*([A-Z]+-\d+) [^*]+\.\*\*/gm)].map(([, id = '']) => id);
/** `- EVENT-2: why no scripted scenario is about it`, in the last section. */
const excused = [...text.matchAll(/^- ([A-Z]+-\d+): \S/gm)].map(([, id = '']) => id);

const scenarios = await Promise.all(scenarioIds().map(loadScenario));
const quoted = new Set(scenarios.flatMap((scenario) => scenario.rules));

describe('RULES.md', () => {
  it('numbers each rule once', () => {
    expect(rules.length).toBeGreaterThan(30);
    expect(rules).toEqual([...new Set(rules)]);
  });

  it.each(rules)('%s has a scenario that quotes it, or a reason why none can', (rule) => {
    expect([...quoted, ...excused]).toContain(rule);
  });

  it('excuses only rules that exist and have no scenario', () => {
    expect(excused.filter((rule) => !rules.includes(rule) || quoted.has(rule))).toEqual([]);
  });

  it('has the rule of every checker', () => {
    expect(checkers.map(({ rule }) => rule).filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});

describe.each(scenarios)('$id', (scenario) => {
  it('quotes rules that exist, or its own', () => {
    const own = (scenario.ownRules ?? []).map(({ id }) => id);
    expect(scenario.rules.length).toBeGreaterThan(0);
    expect(scenario.rules.filter((rule) => ![...rules, ...own].includes(rule))).toEqual([]);
  });

  it('names the issue it comes from, if any, as owner/repository#number', () => {
    if (scenario.issue !== undefined) expect(scenario.issue).toMatch(/^[\w.-]+\/[\w.-]+#\d+$/);
  });
});
