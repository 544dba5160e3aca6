import { describe, expect, it } from 'vitest';
import type { TargetReport } from '#harness/contract/conformance-report.ts';
import { families } from './families.ts';
import { matchesGlob } from './matches-glob.ts';
import { defaultSessionOptions } from './open-session.ts';
import { runConformance } from './run-conformance.ts';
import { serverCases } from './server-cases.ts';
import { serverMutants } from './testing/mutants/server-mutants.ts';
import { referenceTarget } from './testing/reference-target.ts';

/** For what must pass: the reference server's clock runs 10 times as fast or more. */
const patient = {
  ...defaultSessionOptions,
  pace: 'all',
  timeScale: 1 / 10,
  silenceMs: 150,
} as const;

/** For what must fail: the reference needs no second for anything. */
const hasty = { ...patient, timeScale: 1 / 50, deadlineMs: 1_200 } as const;

/** What did not pass, with the reason: `YS-SYNC-003 fail: ...`. */
function notPassed(report: TargetReport): Map<string, string> {
  if (report.kind !== 'run') throw new TypeError(report.reason);
  return new Map(
    report.results
      .filter(({ outcome }) => outcome.kind !== 'pass')
      .map(({ id, outcome }) => [id, JSON.stringify(outcome)]),
  );
}

/** A few cases of every family that any server passes which is broken elsewhere. */
const controls = ['YS-*-001', 'YS-*-011', 'YS-UPD-005', 'YS-LIFE-003', 'YS-ROOM-003'];

describe('the list of cases', () => {
  it('has unique ids, titles without level words, and at least 60 cases in every family listed', () => {
    const cases = serverCases();
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(60);
    for (const { name } of families) {
      expect(cases.filter(({ family }) => family.name === name).length).toBeGreaterThan(0);
    }
    for (const { id, source } of cases) expect(source.length, id).toBeGreaterThan(20);
  });

  it('is proved case by case: each is broken by a mutant', () => {
    const broken = new Set(serverMutants.flatMap(({ breaks }) => breaks));
    const unproved = serverCases().filter(({ id }) => !broken.has(id));
    expect(unproved.map(({ id }) => id)).toEqual([]);
  });
});

describe('the reference server', () => {
  it('passes every case, and supports every case', async () => {
    expect(notPassed(await runConformance(referenceTarget(), serverCases(), patient))).toEqual(
      new Map(),
    );
  });
});

describe.concurrent('a mutant fails its cases, and only its kind', () => {
  it.for(serverMutants)('$name', async ({ parts, breaks, mayBreak = [] }, { expect }) => {
    const broken = serverCases().filter(({ id }) => breaks.includes(id));
    const kinds = new Set(broken.map(({ family }) => family));
    const intact = serverCases().filter(
      ({ id, family }) =>
        (kinds.has(family) || controls.some((glob) => matchesGlob(id, glob))) &&
        !breaks.includes(id) &&
        !mayBreak.some((glob) => matchesGlob(id, glob)),
    );
    const failed = notPassed(await runConformance(referenceTarget(parts()), broken, hasty));
    for (const id of breaks) expect(failed.get(id) ?? 'pass', id).toContain('"fail"');
    const strays = notPassed(await runConformance(referenceTarget(parts()), intact, patient));
    expect(strays).toEqual(new Map());
  });
});
