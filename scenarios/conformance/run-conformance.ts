import { performance } from 'node:perf_hooks';
import type { CaseResult, TargetReport } from '#harness/contract/conformance-report.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { Target } from '#harness/contract/target.ts';
import type { ConformanceCase } from './define-case.ts';
import { judgeExpectations } from './judge-expectations.ts';
import { openSession, type Lane, type Session, type SessionOptions } from './open-session.ts';

/** Friendly cases that run side by side on one server. */
const friendlyAtOnce = 12;
/** Servers in all; among them the other cases are shared out. */
const exclusiveLanes = 6;

/**
 * Runs cases on a target. Friendly ones side by side on one server; hostile ones, floods and those
 * that stop the server have one to themselves meanwhile, so that a crash has one author. Results are
 * in the order of the cases, whatever finished first.
 */
export async function runConformance(
  target: Target,
  cases: readonly ConformanceCase[],
  options: SessionOptions,
  progress: (result: CaseResult) => void = () => undefined,
): Promise<TargetReport> {
  const startedAt = performance.now();
  const described = { name: target.name, dialect: target.dialect };
  const available = 'start' in target ? await target.availability?.() : undefined;
  if (available?.available === false) {
    const { reason, remedy } = available;
    return { kind: 'not-run', ...described, reason, remedy };
  }
  const session = await openSession(target, options);
  const results = new Map<string, CaseResult>();
  try {
    const expected = new Set(target.expectedFailures?.map((entry) => entry.case));
    await runAll(cases, session, {
      isExpected: ({ id }) => expected.has(id),
      done(result) {
        results.set(result.id, result);
        progress(result);
      },
    });
  } finally {
    await session.close();
  }
  const ordered = cases.flatMap(({ id }) => results.get(id) ?? []);
  return {
    kind: 'run',
    ...described,
    version: available?.version ?? '',
    wallMs: Math.round(performance.now() - startedAt),
    ...judgeExpectations(ordered, target.expectedFailures ?? []),
  };
}

interface Sequence {
  /** Whether the target expects it to fail. */
  isExpected(one: ConformanceCase): boolean;
  done(result: CaseResult): void;
}

async function runAll(
  cases: readonly ConformanceCase[],
  session: Session,
  sequence: Sequence,
): Promise<void> {
  // The slowest first: who waits for the deadline in vain, and who starts and stops a process.
  const slowness = (one: ConformanceCase): number =>
    Number(sequence.isExpected(one)) * 2 + Number(one.needs.includes('restart'));
  const slowestFirst = [...cases].sort((a, b) => slowness(b) - slowness(a));
  const alone = slowestFirst.filter(wantsServerAlone);
  const friendly = slowestFirst.filter((one) => !wantsServerAlone(one));
  const [shared, ...others] = await session.lanes(Math.min(exclusiveLanes, alone.length + 1));
  if (shared === undefined) throw new HarnessFault('a session without a server');
  const takeAlone = (lane: Lane): Promise<void> =>
    takeTurns(alone, async (one) => sequence.done(await runAlone(one, lane, sequence)));

  const victims = runFriendly(friendly, shared, sequence).then((found) => {
    alone.push(...found);
  });
  const work = async (lane: Lane): Promise<void> => {
    if (lane !== shared) await takeAlone(lane);
    await victims;
    await takeAlone(lane);
  };
  await Promise.all([shared, ...others].map(work));
}

/**
 * Gives the cases that must be run again: when the server crashed, its author is unknown and its
 * victims are many, so that none who did not pass is told yet.
 */
async function runFriendly(
  cases: readonly ConformanceCase[],
  shared: Lane,
  { isExpected, done }: Sequence,
): Promise<readonly ConformanceCase[]> {
  const results = new Map<ConformanceCase, CaseResult>();
  const waiting = [...cases];
  const work = async (one: ConformanceCase): Promise<void> => {
    results.set(one, await shared.run(one));
  };
  await Promise.all(Array.from({ length: friendlyAtOnce }, () => takeTurns(waiting, work)));
  const again = [...results].flatMap(([one, { outcome }]) =>
    shared.crashes() > 0 && outcome.kind === 'fail' && !isExpected(one) ? [one] : [],
  );
  for (const [one, result] of results) if (!again.includes(one)) done(result);
  return again;
}

function wantsServerAlone({ needs }: ConformanceCase): boolean {
  return needs.some((need) => need === 'restart' || need === 'hostile' || need === 'flood');
}

/** A failure with a crash is confirmed on a fresh server: the case before may have begun it. */
async function runAlone(
  one: ConformanceCase,
  lane: Lane,
  { isExpected }: Sequence,
): Promise<CaseResult> {
  const before = lane.crashes();
  const result = await lane.run(one);
  const suspect = result.outcome.kind === 'fail' && lane.crashes() > before;
  return suspect && !isExpected(one) ? lane.run(one) : result;
}

/** Takes cases from the front of a list that others take from too, until it is empty. */
async function takeTurns(
  waiting: ConformanceCase[],
  work: (one: ConformanceCase) => Promise<void>,
): Promise<void> {
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
}
