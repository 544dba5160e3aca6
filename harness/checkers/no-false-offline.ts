import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { firstDemand } from './awareness/first-demand.ts';
import { disturbances } from './awareness/outages.ts';
import { pairs, type Pair } from './awareness/pairs.ts';
import { createPaths, type Paths } from './awareness/paths.ts';
import { shownBy } from './awareness/stretches.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'AWARE-3', title: 'Nobody connected is shown as gone' } as const;

/** How long an observer must have been connected to a subject, with no clock moved and nobody asleep. */
const connectedMs = 35_000;

/**
 * An observer connected to a living subject for the last 35 s never sees it leave. Judged by the
 * path just after the removal, so that an observer's own removals when its last provider closes do
 * not count; nor do an observer's own id, or 35 s with a clock moved or a device asleep.
 */
export const noFalseOffline: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    let judgedPairs = 0;
    for (const room of history.rooms) {
      const paths = createPaths(history, room);
      for (const pair of pairs(history, room)) {
        if (wasEverConnected(paths, pair)) judgedPairs++;
        findings.push(...falseRemovals(history, paths, pair));
      }
    }
    return conclude(
      judged,
      findings,
      judgedPairs > 0
        ? { saw: `${judgedPairs} pairs of clients connected for 35 s, nobody was shown as gone` }
        : { missing: 'no two clients were connected for 35 s without a break' },
    );
  },
};

function wasEverConnected(paths: Paths, pair: Pair): boolean {
  const { subject, observer } = pair;
  const allowance = { baseMs: connectedMs, latencyFactor: 0 };
  return firstDemand(paths, [subject.device, observer.device], pair, allowance) !== undefined;
}

function falseRemovals(history: History, paths: Paths, pair: Pair): Finding[] {
  const { subject, observer, fromMs, toMs } = pair;
  const shown = shownBy(observer, subject.client);
  return shown.flatMap(({ atMs, seq, state }, index) => {
    const was = shown[index - 1]?.state ?? null;
    if (state !== null || was === null || atMs < fromMs || atMs > toMs) return [];
    if (!isAlive(pair, atMs) || isShaken(history, atMs)) return [];
    const path = paths.from(subject.device, atMs - connectedMs, atMs).get(observer.device);
    if (!path) return [];
    return [
      {
        detail:
          `${observer.device} showed ${subject.device} as gone at ${Math.round(atMs)} ms, though ` +
          `${path.devices.join(' - ')} had carried without a break since ${Math.round(path.upSinceMs)} ms`,
        ...{ seq, device: observer.device, room: observer.room },
      },
    ];
  });
}

/** Whether the subject has a state, and took none back for as long. */
function isAlive({ subject }: Pair, atMs: number): boolean {
  if (subject.closedMs <= atMs) return false;
  const own = shownBy(subject, subject.client).filter((shown) => shown.atMs <= atMs);
  const hasState = (own.at(-1)?.state ?? null) !== null;
  return hasState && own.every((shown) => shown.atMs <= atMs - connectedMs || shown.state !== null);
}

function isShaken(history: History, atMs: number): boolean {
  return disturbances(history).some(
    ({ fromMs, untilMs }) => fromMs <= atMs && untilMs >= atMs - connectedMs,
  );
}
