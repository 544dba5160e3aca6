import { performance } from 'node:perf_hooks';
import type { CaseOutcome, CaseResult } from '#harness/contract/conformance-report.ts';
import type { CaseSetting } from './case-setting.ts';
import { createContext } from './create-context.ts';
import type { ConformanceCase } from './define-case.ts';
import { Nonconformance } from './nonconformance.ts';
import { Unsupported } from './unsupported.ts';
import { createWireLog } from './wire/wire-log.ts';

/** What ends a case that does not end by itself. */
export interface CaseEnd {
  /** Whatever the server does, the case is over by then, ms. */
  readonly limitMs: number;
  /** The server's process has ended, and no case meant it to. */
  readonly crashed: AbortSignal;
}

/** Runs one case to its outcome; never rejects, and never takes longer than its limit. */
export async function runCase(
  testCase: ConformanceCase,
  setting: Omit<CaseSetting, 'log'>,
  end: CaseEnd,
  replay: string,
): Promise<CaseResult> {
  const startedAt = performance.now();
  const log = createWireLog(() => performance.now());
  const { context, dispose } = createContext({ ...setting, log });
  const limit = createLimit(end);
  const outcome = await Promise.race([testCase.run(context), limit.reached]).then(
    (): CaseOutcome => ({ kind: 'pass' }),
    outcomeOf,
  );
  limit.cancel();
  await dispose();
  return {
    ...describeCase(testCase, replay),
    outcome,
    durationMs: Math.round(performance.now() - startedAt),
    wire: log.entries(),
    wireDropped: log.dropped(),
  };
}

/** Rejects when the time is up, or the server gone. */
function createLimit({ limitMs, crashed }: CaseEnd): { reached: Promise<never>; cancel(): void } {
  let cancel = (): void => undefined;
  const reached = new Promise<never>((_resolve, reject) => {
    const expire = (): void =>
      reject(
        new Nonconformance(`the case is over after ${limitMs / 1000} s`, 'it was still going on'),
      );
    const crash = (): void => reject(new Nonconformance('the process lives', 'it ended'));
    const timer = setTimeout(expire, limitMs);
    crashed.addEventListener('abort', crash);
    cancel = () => {
      clearTimeout(timer);
      crashed.removeEventListener('abort', crash);
    };
  });
  return { reached, cancel };
}

/** The result of a case that was not run. */
export function unrunResult(
  testCase: ConformanceCase,
  outcome: CaseOutcome,
  replay: string,
): CaseResult {
  return {
    ...describeCase(testCase, replay),
    outcome,
    durationMs: 0,
    wire: [],
    wireDropped: 0,
  };
}

function describeCase(
  { id, family, title, level, source }: ConformanceCase,
  replay: string,
): Pick<CaseResult, 'id' | 'family' | 'title' | 'level' | 'source' | 'replay'> {
  return { id, family: family.name, title, level, source, replay };
}

function outcomeOf(error: unknown): CaseOutcome {
  if (error instanceof Nonconformance) {
    return { kind: 'fail', expected: error.expected, actual: error.actual };
  }
  if (error instanceof Unsupported) return { kind: 'unsupported', reason: error.message };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'error', message };
}
