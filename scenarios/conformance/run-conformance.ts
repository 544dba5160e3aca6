import { performance } from 'node:perf_hooks';
import type { CaseResult, TargetReport } from '#harness/contract/conformance-report.ts';
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
  await shareOut(
    friendly,
    Array.from({ length: friendlyAtOnce }, () => shared),
    done,
  );
  if (exclusive.length === 0) return;
  await shareOut(exclusive, await session.lanes(Math.min(exclusiveLanes, exclusive.length)), done);
}

function wantsServerAlone({ needs }: ConformanceCase): boolean {
  return needs.some((need) => need === 'restart' || need === 'hostile' || need === 'flood');
}

/** Each lane takes the next case when it has finished one. */
async function shareOut(
  cases: readonly ConformanceCase[],
  lanes: readonly (Lane | undefined)[],
  done: (result: CaseResult) => void,
): Promise<void> {
  const waiting = [...cases];
  const work = async (lane: Lane | undefined): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      if (lane !== undefined) done(await lane.run(one));
    }
  };
  await Promise.all(lanes.map(work));
}
