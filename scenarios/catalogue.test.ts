import '#harness/world/install.ts';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario, scenarioIds } from '#harness/cli/catalogue.ts';

const ids = scenarioIds();
/** Fifty minutes of writing: in a test of its own, `recorded-writing.test.ts`. */
const long = 'offline/recorded-writing';

const families = [
  'awareness',
  'crash',
  'identity',
  'limits',
  'offline',
  'partition',
  'persistence',
  'reconnect',
  'relay',
  'rooms',
  'server',
];

describe('the catalogue', () => {
  it('has its eleven families', () => {
    expect([...new Set(ids.map((id) => dirname(id)))].toSorted()).toEqual(families);
  });

  it.each(ids.filter((id) => id !== long))('%s is green', async (id) => {
    const { runScenario } = await import('#harness/cli/run-scenario.ts');
    const { record } = await runScenario(await loadScenario(id), 1);
    const broken = record.checks.filter(({ verdict }) => verdict === 'fail');
    expect({ ...record, checks: broken }).toMatchObject({
      checks: [],
      reasons: [],
      verdict: 'pass',
    });
  });
});
