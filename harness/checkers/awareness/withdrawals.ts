import type { History } from '#harness/contract/history.ts';
import type { Gone } from './clean-departure.ts';
import { disturbances } from './outages.ts';
import type { Pair } from './pairs.ts';
import type { Paths } from './paths.ts';
import { shownBy } from './stretches.ts';

/** How long after it was taken back a state may be shown, milliseconds. */
const graceMs = 1_000;
/** For how long after a clock jump or a sleep nothing is demanded, milliseconds. */
const shakenMs = 35_000;

/** A user who took their state back while connected, and when it must be gone at the observer. */
export interface Withdrawal {
  readonly fromMs: number;
  /** When the user showed a state again, or the client closed. */
  readonly untilMs: number;
  readonly gone: Gone;
}

/**
 * The withdrawals of a subject that its observer must have noticed: a path from one to the other
 * carried without a break from the withdrawal until the limit.
 */
export function withdrawals(history: History, paths: Paths, pair: Pair): Withdrawal[] {
  const { subject, observer, toMs } = pair;
  const own = shownBy(subject, subject.client);
  return own.flatMap(({ atMs: fromMs, seq, state }, index) => {
    const wasShown = (own[index - 1]?.state ?? null) !== null;
    if (state !== null || !wasShown || observer.openedMs > fromMs) return [];
    const back = own.slice(index).find((later) => later.state !== null);
    const untilMs = Math.min(back?.atMs ?? Infinity, toMs);
    const path = paths.from(subject.device, fromMs, fromMs + graceMs).get(observer.device);
    if (!path) return [];
    const dueMs = fromMs + graceMs + path.latencyMs;
    if (dueMs >= untilMs || !paths.from(subject.device, fromMs, dueMs).has(observer.device))
      return [];
    const isShaken = disturbances(history).some(
      (shake) => shake.fromMs <= dueMs && shake.untilMs + shakenMs >= fromMs,
    );
    if (isShaken) return [];
    const gone = { dueMs, from: { atMs: fromMs, seq }, why: 'had taken its state back' };
    return [{ fromMs, untilMs, gone }];
  });
}
