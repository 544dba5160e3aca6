import { describe, expect, test } from 'vitest';
import type { ReportData } from '#harness/contract/report-data.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { duplicatedRun, hostileRun, lostRun, stuckRun } from '#reports/testing/failing-runs.ts';
import { createSampleRun } from '#reports/testing/sample-run.ts';
import { diagnose } from '../diagnose.ts';
import { buildReportData } from './build-report-data.ts';
import { textChange } from './text-change.ts';

function dataOf(view: RunView, maxEvents = 50_000): ReportData {
  return buildReportData({
    view,
    sentences: [],
    roots: {},
    maxEvents,
  });
}

/** A replica's text after its last version. */
function endText(data: ReportData, device: string): string {
  const versions = data.timelines.find((timeline) => timeline.device === device)?.versions ?? [];
  return versions
    .flatMap(({ changes }) => changes)
    .reduce(
      (text, { at, removed, inserted }) => text.slice(0, at) + inserted + text.slice(at + removed),
      '',
    );
}

describe('differences', () => {
  test('of a run that converged are none', () => {
    expect(dataOf(createSampleRun()).differences).toEqual([]);
  });

  test('name what was lost, who wrote it, how far it came and where it stopped', () => {
    const [difference, ...others] = dataOf(lostRun()).differences;
    expect(others).toEqual([]);
    expect(difference).toMatchObject({
      kind: 'missing',
      text: ' k17',
      token: ' k17',
      root: 'body',
      writer: 'phone',
      atMs: 3000,
      absentAt: ['laptop-browser'],
      stoppedAt: 'laptop-node',
      stoppedLink: 'laptop-browser->laptop-node',
      why: 'laptop-node had it from 3.005 s, and never sent it to laptop-browser, though laptop-browser->laptop-node was connected until 6.400 s',
    });
    expect(difference?.path.map(({ device }) => device)).toEqual([
      'phone',
      'desktop-node',
      'laptop-node',
      'cloud',
      'desktop-browser',
    ]);
  });

  test.each([lostRun, stuckRun])('agree with the diagnosis in words', (run) => {
    const view = run();
    const diagnosis = diagnose(view.history, view.record.checks);
    const [first] = dataOf(view).differences;
    expect(diagnosis).not.toBeNull();
    expect(first?.structs).toEqual(diagnosis?.structs);
    expect(first?.stoppedAt).toBe(diagnosis?.shouldHaveCarried?.from);
    expect(first?.stoppedLink).toBe(diagnosis?.shouldHaveCarried?.link);
    expect(first?.path.map(({ device }) => device)).toEqual(
      expect.arrayContaining(diagnosis?.path.map(({ device }) => device) ?? []),
    );
    expect(first?.writer).toBe(diagnosis?.author?.device);
  });

  test('are cut where the edits are', () => {
    expect(dataOf(stuckRun()).differences.map(({ text }) => text)).toEqual([' k17', ' k18']);
  });

  test('name what is there twice', () => {
    expect(dataOf(duplicatedRun()).differences).toMatchObject([
      { kind: 'duplicated', token: ' k17', writer: 'cloud', absentAt: [] },
    ]);
  });
});

describe('timelines', () => {
  const data = dataOf(stuckRun());

  test('replay what each replica held', () => {
    expect(endText(data, 'phone')).toBe('Draft Notes k17 k18');
    expect(endText(data, 'laptop-browser')).toBe('Draft Notes');
  });

  test('say what a replica waits for', () => {
    const stuck = data.timelines.find(({ device }) => device === 'laptop-browser')?.versions.at(-1);
    expect(stuck?.waitingFor).toEqual({ 1830274: 8 });
    expect(
      data.timelines.find(({ device }) => device === 'phone')?.versions.at(-1),
    ).not.toHaveProperty('waitingFor');
  });
});

describe('payloads', () => {
  test('say what they hold', () => {
    const decoded = dataOf(lostRun()).payloads.flatMap((payload) => payload?.decoded ?? []);
    expect(decoded).toContain('insert 1830274:0–4 "Notes" in body');
    expect(decoded.some((line) => line.startsWith('awareness 1830274 clock'))).toBe(true);
    expect(decoded).not.toContain('these bytes cannot be read');
  });

  test('of a hostile server are data', () => {
    expect(() => dataOf(hostileRun())).not.toThrow();
  });
});

describe('a cap on events', () => {
  test('leaves out what says least, and says so', () => {
    const view = lostRun();
    const data = dataOf(view, 320);
    expect(data.events.length).toBeLessThanOrEqual(320);
    expect(data.leftOut).toEqual([expect.stringMatching(/^\d+ awareness messages$/)]);
    expect(data.differences).toHaveLength(1);
  });

  test('leaves out the middle when that is not enough', () => {
    const data = dataOf(lostRun(), 20);
    expect(data.events).toHaveLength(20);
    expect(data.leftOut.at(-1)).toMatch(/^\d+ events between \d\.\d{3} s and \d\.\d{3} s$/);
  });
});

test.each([
  ['', 'a', { at: 0, removed: 0, inserted: 'a' }],
  ['abc', 'abXc', { at: 2, removed: 0, inserted: 'X' }],
  ['aaa', 'aa', { at: 2, removed: 1, inserted: '' }],
  ['abc', 'abc', null],
  ['😀', '😁', { at: 0, removed: 2, inserted: '😁' }],
])('the change from %j to %j', (before, after, change) => {
  expect(textChange(before, after)).toEqual(change);
});
