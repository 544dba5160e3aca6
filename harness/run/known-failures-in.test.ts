import { describe, expect, it } from 'vitest';
import type { KnownFailure } from '#harness/contract/saved-schedule.ts';
import type { CheckResult } from '#harness/contract/verdict.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { Cause } from '#harness/contract/cause.ts';
import { knownFailuresIn, type Listed, type Recognition } from './known-failures-in.ts';

const known: KnownFailure = {
  reason: 'a relay forgets one of two',
  finding: 'reports/findings/forgets.md',
  signature: [
    { rule: 'CONV-1', finding: '.* differ in "text"' },
    { rule: 'LOSS-1', finding: '.* never got .*' },
  ],
  marks: ['fault:crash'],
};

/** Another failure of the same target. */
const other: KnownFailure = {
  reason: 'everything is sent back',
  finding: 'reports/findings/echo.md',
  signature: [{ rule: 'ECON-1', finding: 'edit .* took \\d+ update messages' }],
  marks: [],
};

describe('a failed run is a known failure', () => {
  it('when every finding is one that it names', () => {
    expect(
      judged(check('CONV-1', 'a and b differ in "text"'), check('LOSS-1', 'a never got 1:0')),
    ).toBe(true);
  });

  it('when a rule that may fail beside it does not', () => {
    expect(judged(check('CONV-1', 'a and b differ in "text"'))).toBe(true);
  });

  it('when what fails beside it is another known failure', () => {
    const both = [
      check('CONV-1', 'a and b differ in "text"'),
      check('ECON-1', 'edit "x" took 5 update messages'),
    ];
    expect(judged(...both)).toBe(true);
  });

  it('but not when another rule fails too', () => {
    expect(judged(check('CONV-1', 'a and b differ in "text"'), check('LIST-1', 'at a'))).toBe(
      false,
    );
  });

  it('but not when the same rule fails in another way too', () => {
    const both = check('CONV-1', 'a and b differ in "text"', 'a and b differ in "map"');
    expect(judged(both)).toBe(false);
  });

  it('but not when only a consequence of it fails', () => {
    expect(judged(check('LOSS-1', 'a never got 1:0'))).toBe(false);
  });

  it('but not when its cause was not there', () => {
    expect(judged({ ...known, marks: ['fault:power-loss'] })).toBe(false);
  });

  it('but not on another target', () => {
    expect(judged({ ...known }, 'yardstick')).toBe(false);
  });

  it('but not when something else brought the finding about', () => {
    const caused = (cause: string): KnownFailure => ({
      ...known,
      signature: [{ rule: 'CONV-1', finding: '.* differ in "text"', cause }],
    });
    expect([judged(caused('always')), judged(caused('never'))]).toEqual([true, false]);
  });

  it('but not when the run got stuck, unless it says that this follows', () => {
    const stuck = ['step 3 waited 500 ms for synced, which never came'];
    const excusing = { ...known, excuses: ['step \\d+ waited \\d+ ms for synced, .*'] };
    expect([judged({ ...known }, stuck), judged(excusing, stuck)]).toEqual([false, true]);
    expect(judged(excusing, [...stuck, 'the mark "fault:crash" was never reached'])).toBe(false);
  });

  it('unless there is more than is told', () => {
    const { findings } = check('CONV-1', 'a and b differ in "text"', 'there are 3 more findings');
    const cut = check('CONV-1');
    const more = findings.map((finding, index) =>
      index === 1 ? { ...finding, unlisted: 3 } : finding,
    );
    expect(recognize({ ...cut, findings: more }).verdict).toBe('unknown');
  });
});

function check(rule: string, ...details: readonly string[]): CheckResult {
  const findings = details.map((detail) => ({ detail }));
  return { rule, title: rule, verdict: 'fail', detail: details[0] ?? '', findings };
}

type Given = CheckResult | KnownFailure | string | readonly string[];

function judged(...given: readonly Given[]): boolean {
  return recognize(...given).shown.some(({ known: found }) => found !== other);
}

/** Of checks, a known failure, a target, and reasons why the run is inconclusive, what there is. */
function recognize(...given: readonly Given[]): Recognition<Listed> {
  const failure = given.find(
    (one): one is KnownFailure => typeof one === 'object' && 'marks' in one,
  );
  const checks = given.filter(
    (one): one is CheckResult => typeof one === 'object' && 'rule' in one,
  );
  const target = given.find((one): one is string => typeof one === 'string') ?? 'some-server';
  const reasons = given.find((one): one is readonly string[] => Array.isArray(one)) ?? [];
  const record: RunRecord = {
    version: 1,
    scenario: 'some/scenario',
    seed: 1,
    via: 'memory',
    node: target,
    verdict: 'fail',
    historyHash: null,
    virtualMs: 0,
    wallMs: 0,
    replicas: [],
    checks: checks.length > 0 ? checks : [check('CONV-1', 'a and b differ in "text"')],
    reasons,
    counts: { edits: 0, faults: 0, messages: 0, bytes: 0 },
    schedule: { version: 1, steps: [] },
    report: null,
  };
  const history = {
    version: 3,
    topology: { name: 'none', syncNodes: {}, devices: [], link: noLink },
    rooms: [],
    events: [
      {
        ...{ seq: 0, atMs: 0, device: '', kind: 'fault' as const, links: [] },
        action: { do: 'crash' as const, device: 'a' },
      },
    ],
    payload: () => new Uint8Array(),
  };
  const listed = [
    { node: 'some-server', known: failure ?? known },
    { node: 'some-server', known: other },
  ];
  return knownFailuresIn(listed, record, history, causes);
}

const causes = new Map<string, Cause>([
  ['always', (_history, { detail }) => detail.length > 0],
  ['never', () => false],
]);

const noLink = { latencyMs: 0, jitterMs: 0, connectDelayMs: 0 };
