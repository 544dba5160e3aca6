import { expect, test } from 'vitest';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { CheckVerdict, RunVerdict } from '#harness/contract/verdict.ts';
import { compareCarriers, tellComparisons } from './compare-carriers.ts';

function record(
  via: RunRecord['via'],
  verdict: RunVerdict,
  rules: Readonly<Record<string, CheckVerdict>> = {},
): RunRecord {
  return {
    version: 1,
    scenario: 'family/name',
    seed: 1,
    via,
    node: 'yardstick',
    verdict,
    historyHash: null,
    virtualMs: null,
    wallMs: 1,
    replicas: [],
    checks: Object.entries(rules).map(([rule, verdict]) => ({
      rule,
      title: rule,
      verdict,
      detail: '',
      findings: [],
    })),
    reasons: verdict === 'unsupported' ? ['a reset at a chosen frame'] : [],
    counts: { edits: 0, faults: 0, messages: 0, bytes: 0 },
    schedule: { version: 1, steps: [] },
    report: null,
  };
}

test('the same verdict by the same broken rules agrees, in whatever order they stand', () => {
  const memory = record('memory', 'fail', { 'CONV-1': 'fail', 'LOSS-1': 'fail' });
  const sockets = record('toxiproxy', 'fail', { 'LOSS-1': 'fail', 'CONV-1': 'fail' });
  expect(compareCarriers(memory, sockets)).toEqual({
    outcome: 'agree',
    line: 'family/name --seed 1: fail (CONV-1, LOSS-1) in memory and on sockets',
  });
});

test('another broken rule differs, and so does another verdict', () => {
  const memory = record('memory', 'fail', { 'CONV-1': 'fail' });
  for (const sockets of [
    record('toxiproxy', 'fail', { 'LOSS-1': 'fail' }),
    record('toxiproxy', 'unknown'),
  ])
    expect(compareCarriers(memory, sockets).outcome).toBe('differ');
});

test('what sockets cannot do is no difference, and is told with its reason', () => {
  const comparison = compareCarriers(record('memory', 'pass'), record('toxiproxy', 'unsupported'));
  expect(comparison.outcome).toBe('unsupported');
  expect(tellComparisons([comparison])).toContain(
    'pass in memory; not on sockets: a reset at a chosen frame',
  );
});
