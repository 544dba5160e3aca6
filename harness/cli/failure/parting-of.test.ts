import { describe, expect, test } from 'vitest';
import { lostRun } from '#reports/testing/failing-runs.ts';
import { createSampleRun } from '#reports/testing/sample-run.ts';
import { partingOf } from './parting-of.ts';

describe('two runs', () => {
  test('part where one does what the other does not', () => {
    const parting = partingOf(lostRun().history, createSampleRun().history);
    expect(parting?.atMs).toBeCloseTo(3005.25);
    expect(parting?.there).toMatch(/^laptop-node sends update to laptop-browser/);
    expect(parting?.here).not.toContain('to laptop-browser');
  });

  test('that behave alike do not part', () => {
    expect(partingOf(lostRun().history, lostRun().history)).toBeNull();
  });

  test('part where one ends', () => {
    const { history } = createSampleRun();
    const short = { ...history, events: history.events.slice(0, 200) };
    expect(partingOf(short, history)?.here).toBe('nothing more happens');
  });
});
