import { performance } from 'node:perf_hooks';
import type { CaseResult, TargetReport } from '#harness/contract/conformance-report.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { Target } from '#harness/contract/target.ts';
import { createCaseQueue, type CaseQueue } from './case-queue.ts';
import type { ConformanceCase } from './define-case.ts';
import { judgeExpectations } from './judge-expectations.ts';
import type { Lane } from './open-lane.ts';
import { openSession, type Session, type SessionOptions } from './open-session.ts';

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
      expected,
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
  /** Ids of the cases that the target expects to fail. */
  readonly expected: ReadonlySet<string>;
  done(result: CaseResult): void;
}

async function runAll(
  cases: readonly ConformanceCase[],
  session: Session,
  sequence: Sequence,
): Promise<void> {
  // The slowest first: who waits for time-outs, then who waits for the deadline in vain, then who
  // starts and stops a process.
  const slowness = ({ id, needs }: ConformanceCase): number =>
    Number(needs.includes('slow')) * 4 +
    Number(sequence.expected.has(id)) * 2 +
    Number(needs.includes('restart')) -
    // A server that nobody can start again is best brought down last.
    Number(needs.includes('hostile'));
  const slowestFirst = [...cases].sort((a, b) => slowness(b) - slowness(a));
  const friendly = slowestFirst.filter((one) => !wantsServerAlone(one));
  const alone = createCaseQueue(slowestFirst.filter(wantsServerAlone));
  const aloneCount = cases.length - friendly.length;
  const [shared, ...others] = session.lanes(Math.min(exclusiveLanes, aloneCount + 1));
  if (shared === undefined) throw new HarnessFault('a session without a server');

  const takeAlone = async (lane: Lane): Promise<void> => {
    for (let one = await alone.take(); one !== undefined; one = await alone.take()) {
      sequence.done(await runAlone(one, lane, sequence));
    }
  };
  const work = async (): Promise<void> => {
    const lane = await shared;
    await runFriendly(friendly, lane, alone, sequence).finally(() => alone.close());
    await takeAlone(lane);
  };
  // All have to be over before the session may end, whichever of them failed.
  const ended = await Promise.allSettled([
    work(),
    ...others.map(async (lane) => takeAlone(await lane)),
  ]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/**
 * When the server crashed, its author is unknown and its victims are many: whoever did not pass is
 * not told, but waits to be run again alone.
 */
async function runFriendly(
  cases: readonly ConformanceCase[],
  shared: Lane,
  again: CaseQueue,
  { expected, done }: Sequence,
): Promise<void> {
  const failed: [ConformanceCase, CaseResult][] = [];
  const work = async (one: ConformanceCase): Promise<void> => {
    const before = shared.crashes();
    const result = await shared.run(one);
    const isTold = result.outcome.kind !== 'fail' || expected.has(one.id) || !shared.isRevivable;
    if (isTold) done(result);
    else if (shared.crashes() > before) again.add(one);
    else failed.push([one, result]);
  };
  const waiting = cases.filter(({ needs }) => !needs.includes('slow'));
  const takeTurns = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all([
    // Who only waits keeps nobody from running.
    ...cases.filter(({ needs }) => needs.includes('slow')).map(work),
    ...Array.from({ length: friendlyAtOnce }, takeTurns),
  ]);
  // A server that crashed may have been ill before.
  for (const [one, result] of failed) {
    if (shared.crashes() > 0) again.add(one);
    else done(result);
  }
}

function wantsServerAlone({ needs }: ConformanceCase): boolean {
  return needs.some((need) => need === 'restart' || need === 'hostile' || need === 'flood');
}

/** A failure with a crash is confirmed on a fresh server: the case before may have begun it. */
async function runAlone(
  one: ConformanceCase,
  lane: Lane,
  { expected }: Sequence,
): Promise<CaseResult> {
  const before = lane.crashes();
  const result = await lane.run(one);
  const suspect = result.outcome.kind === 'fail' && lane.crashes() > before;
  return suspect && lane.isRevivable && !expected.has(one.id) ? lane.run(one) : result;
}
