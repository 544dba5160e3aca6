import { afterAll, describe, expect, it } from 'vitest';
import { conformanceSuite, type TestRunner } from './conformance-suite.ts';
import { serverCases } from './server-cases.ts';
import { serverMutants } from './testing/mutants/server-mutants.ts';
import { referenceTarget } from './testing/reference-target.ts';

const some = serverCases().filter(({ id }) =>
  ['YS-SYNC-001', 'YS-SYNC-009', 'YS-ROOM-001'].includes(id),
);

// In anyone's test runner: here in ours.
conformanceSuite(referenceTarget(), { cases: some }, { describe, it, afterAll });

/** A runner that collects tests, to be run by hand. */
function collect(target: Parameters<typeof conformanceSuite>[0]): {
  tests: Map<string, () => Promise<void>>;
  close(): Promise<void>;
} {
  const tests = new Map<string, () => Promise<void>>();
  let close = (): Promise<void> => Promise.resolve();
  const runner: TestRunner = {
    describe: (_name, body) => body(),
    it: (name, body) => void tests.set(name.slice(0, 11), body),
    afterAll: (body) => {
      close = body;
    },
  };
  conformanceSuite(target, { cases: some, deadlineMs: 1_000 }, runner);
  return { tests, close: () => close() };
}

const mutant = serverMutants.find(({ breaks }) => breaks[0] === 'YS-SYNC-009');

describe('a failing case', () => {
  it('throws what was expected, what came, and the wire log', async () => {
    const { tests, close } = collect(referenceTarget(mutant?.parts()));
    await expect(tests.get('YS-SYNC-009')?.()).rejects.toThrow(
      /expected reader has "one "[^]*came: its text is ""[^]*reader/,
    );
    await close();
  });

  it('passes where the target expects it, and throws where the expectation is stale', async () => {
    const expectedFailures = some.map(({ id }) => ({ case: id, reason: 'known', link: 'here' }));
    const { tests, close } = collect({ ...referenceTarget(mutant?.parts()), expectedFailures });
    await expect(tests.get('YS-SYNC-009')?.()).resolves.toBeUndefined();
    await expect(tests.get('YS-SYNC-001')?.()).rejects.toThrow('passes now: remove it');
    await close();
  });
});
