import { performance } from 'node:perf_hooks';
import type { CaseResult, TargetReport } from '#harness/contract/conformance-report.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { Target } from '#harness/contract/target.ts';
import type { ConformanceCase } from './define-case.ts';
import { judgeExpectations } from './judge-expectations.ts';
import { openSession, type Lane, type Session, type SessionOptions } from './open-session.ts';

/** Friendly cases that run side by side on one server. */
const friendlyAtOnce = 12;
/** Servers among which the other cases are shared out. */
const exclusiveLanes = 4;

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
    await runAll(cases, session, (result) => {
      results.set(result.id, result);
      progress(result);
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

async function runAll(
  cases: readonly ConformanceCase[],
  session: Session,
  done: (result: CaseResult) => void,
): Promise<void> {
  const exclusive = cases.filter(wantsServerAlone);
  const friendly = cases.filter((one) => !wantsServerAlone(one));
  const [shared] = await session.lanes(1);
  if (shared === undefined) throw new HarnessFault('a session without a server');
  const first = new Map<ConformanceCase, CaseResult>();
  const sideBySide = Array.from({ length: friendlyAtOnce }, () => shared);
  await shareOut(friendly, sideBySide, async (one, lane) => {
    first.set(one, await lane.run(one));
  });
  // The author of a crash is unknown, and its victims are many: all who did not pass are run alone.
  const again = [...first].flatMap(([one, { outcome }]) =>
    shared.crashes() > 0 && outcome.kind === 'fail' ? [one] : [],
  );
  for (const [one, result] of first) if (!again.includes(one)) done(result);
  const alone = [...again, ...exclusive];
  if (alone.length === 0) return;
  const lanes = await session.lanes(Math.min(exclusiveLanes, alone.length));
  await shareOut(alone, lanes, async (one, lane) => done(await runAlone(one, lane)));
}

function wantsServerAlone({ needs }: ConformanceCase): boolean {
  return needs.some((need) => need === 'restart' || need === 'hostile' || need === 'flood');
}

/** A failure with a crash is confirmed on a fresh server: the case before may have begun it. */
async function runAlone(one: ConformanceCase, lane: Lane): Promise<CaseResult> {
  const before = lane.crashes();
  const result = await lane.run(one);
  const suspect = result.outcome.kind === 'fail' && lane.crashes() > before;
  return suspect ? lane.run(one) : result;
}

/** Each lane takes the next case when it has finished one. */
async function shareOut(
  cases: readonly ConformanceCase[],
  lanes: readonly Lane[],
  work: (one: ConformanceCase, lane: Lane) => Promise<void>,
): Promise<void> {
  const waiting = [...cases];
  const takeTurns = async (lane: Lane): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one, lane);
  };
  await Promise.all(lanes.map(takeTurns));
}
