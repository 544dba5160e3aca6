import { describe, expect, test } from 'vitest';
import type { Scenario } from '#harness/contract/scenario.ts';
import { reference } from '#harness/topology/reference.ts';
import { neighbourCandidates } from './neighbour-candidates.ts';

const scenario: Scenario = {
  ...{ id: 'a/b', title: '', rules: [], expect: ['cut'], topology: reference },
  steps: [
    { at: 100, do: 'offline', device: 'phone' },
    { at: 200, do: 'edit', device: 'phone', action: 'text.insert', args: ['body', 0, 'a'] },
    { at: 300, do: 'crash', device: 'cloud' },
    { at: 400, do: 'online', device: 'phone' },
    { at: 500, do: 'restart', device: 'cloud' },
  ],
};

/** What differs, and what the steps of it do. */
function told(seed: number, node: string): readonly (readonly [string, string])[] {
  return neighbourCandidates(scenario, seed, node).map((candidate) => [
    candidate.differsIn,
    candidate.scenario.steps.map((step) => step.do).join(' '),
  ]);
}

describe('neighbours of a failure', () => {
  test('differ in one fault, with what ends it, then in all, then in the seed', () => {
    expect(told(2, 'yardstick')).toEqual([
      ['without phone offline at 0.100 s', 'edit crash restart'],
      ['without cloud killed at 0.300 s', 'offline edit online'],
      ['no fault at all', 'edit'],
      ...[3, 1, 4, 0, 5, 6].map((seed) => [`seed ${seed}`, 'offline edit crash online restart']),
    ]);
  });

  test('begin with our own node where another is under test', () => {
    expect(told(2, 'never-asks')[0]?.[0]).toBe('the node: yardstick, not never-asks');
  });

  test('need not reach the marks of the faults that they lack', () => {
    for (const candidate of neighbourCandidates(scenario, 1, 'yardstick'))
      expect(candidate.scenario.expect).toEqual([]);
  });
});
