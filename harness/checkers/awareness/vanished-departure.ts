import type { History } from '#harness/contract/history.ts';
import { memoized } from '../status/memoized.ts';
import type { Gone } from './clean-departure.ts';
import type { Moment } from './connection-lives.ts';
import type { Departure } from './departures.ts';
import { disturbances } from './outages.ts';
import type { Pair } from './pairs.ts';
import type { Paths } from './paths.ts';

/** An observer's own timeout is 30 s, looked at every 3 s. */
const timeoutMs = 33_000;
/** Grace after the departure itself, for an observer that had heard nothing for long before it. */
const graceMs = 1_000;
/** How much later after a clock jump or a sleep. */
const shakenMs = 35_000;

/**
 * The time limit for a user who vanished, counted from when the observer last took in its state, or
 * from a heal or the observer's own reconnection since then. Undefined while the observer is cut off.
 */
export function vanishedGone(
  history: History,
  paths: Paths,
  { subject, observer }: Pair,
  departure: Departure,
  refreshed: Moment,
): Gone | undefined {
  const wasCut = (ms: number): boolean => {
    const reached = paths.from(observer.device, ms - 1, ms - 1);
    return departure.connections.some(({ listener }) => !reached.has(listener));
  };
  const heals = healsMs(history).filter(wasCut);
  const restarts = [...paths.beginningsMs(observer.device), ...heals].toSorted((a, b) => a - b);
  let baseMs = refreshed.atMs;
  for (const ms of restarts) if (ms > baseMs && ms <= baseMs + timeoutMs) baseMs = ms;
  const reached = paths.from(observer.device, baseMs, baseMs + timeoutMs);
  if (reached.size === 0) return undefined;
  const latencyMs = Math.max(
    ...departure.connections.map(({ listener }) => reached.get(listener)?.latencyMs ?? 0),
    0,
  );
  let dueMs = Math.max(baseMs + timeoutMs + latencyMs, departure.fromMs + graceMs + latencyMs);
  for (const { device, what, fromMs, untilMs } of disturbances(history)) {
    if (fromMs > dueMs) break;
    const isSubjectsSleep = what === 'sleep' && device === subject.device;
    dueMs = Math.max(dueMs, (isSubjectsSleep ? fromMs : untilMs) + shakenMs);
  }
  return { dueMs, from: refreshed, why: 'had vanished, last heard of' };
}

const healsMs = memoized((history: History): readonly number[] =>
  history.events.flatMap(({ kind, atMs }) => (kind === 'heal' ? [atMs] : [])),
);
