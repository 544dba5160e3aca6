import type { CaseResult } from '#harness/contract/conformance-report.ts';
import type { Target } from '#harness/contract/target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { ConformanceCase } from './define-case.ts';
import { families } from './families.ts';
import { judgeExpectations } from './judge-expectations.ts';
import {
  defaultSessionOptions,
  openSession,
  type Session,
  type SessionOptions,
} from './open-session.ts';
import { serverCases } from './server-cases.ts';

/**
 * The part of a test runner that the suite needs, as vitest and Jest have it; what is `afterAll` to them is
 * `after` to Mocha and node:test.
 */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  /** The suite has limits of its own, and says what was missing: the runner's must be longer, ms. */
  it(name: string, body: () => Promise<void>, timeoutMs: number): void;
  afterAll(body: () => Promise<void>): void;
}

export interface SuiteOptions extends Partial<SessionOptions> {
  /** Default: all of {@link serverCases}. */
  readonly cases?: readonly ConformanceCase[];
}

/** How long a server may take to start, or to start again, ms. */
const startMs = 30_000;

/**
 * Registers the cases as tests: `conformanceSuite(target)` where `describe`, `it` and `afterAll` are
 * global, else with them as `runner`. The target starts with the first test and stops after the last.
 * A case that the target declares no support for passes; one that it expects to fail must fail.
 */
export function conformanceSuite(
  target: Target,
  options: SuiteOptions = {},
  runner: TestRunner = globalRunner(),
): void {
  const { cases = serverCases(), ...session } = options;
  const { caseLimitMs = defaultSessionOptions.caseLimitMs } = session;
  let opened: Promise<Session> | null = null;
  const open = (): Promise<Session> =>
    (opened ??= openSession(target, { ...defaultSessionOptions, ...session }));

  runner.describe(`${target.name} conforms`, () => {
    runner.afterAll(async () => {
      await (await opened)?.close();
    });
    for (const family of families) {
      const own = cases.filter((one) => one.family.code === family.code);
      if (own.length === 0) continue;
      runner.describe(family.title, () => {
        for (const one of own) {
          const limitMs = startMs + caseLimitMs * (one.needs.includes('slow') ? 3 : 1);
          runner.it(
            `${one.id} ${one.level} ${one.title}`,
            async () => {
              const lane = await (await open()).lanes(1)[0];
              if (lane !== undefined) throwUnlessExpected(target, await lane.run(one));
            },
            limitMs,
          );
        }
      });
    }
  });
}

function throwUnlessExpected(target: Target, result: CaseResult): void {
  const { results, staleExpectations } = judgeExpectations(
    [result],
    (target.expectedFailures ?? []).filter((entry) => entry.case === result.id),
  );
  const [stale] = staleExpectations;
  if (stale !== undefined) throw new Error(stale);
  const { outcome, source, expectedFailure } = results[0] ?? result;
  if (outcome.kind === 'error') throw new Error(outcome.message);
  if (outcome.kind === 'fail' && expectedFailure === undefined) {
    const wire = result.wire.map(({ atMs, peer, direction, summary }) =>
      [`${atMs} ms`, peer, direction, summary].join('  '),
    );
    throw new Error(
      [
        `expected ${outcome.expected}`,
        `came: ${outcome.actual}`,
        `source: ${source}`,
        ...wire,
      ].join('\n'),
    );
  }
}

function globalRunner(): TestRunner {
  const { describe, it, afterAll }: Partial<TestRunner> = globalThis as Partial<TestRunner>;
  if (describe === undefined || it === undefined || afterAll === undefined) {
    throw new UsageError(
      'conformanceSuite(target) needs global describe, it and afterAll; give them as its third argument',
    );
  }
  return { describe, it, afterAll };
}
