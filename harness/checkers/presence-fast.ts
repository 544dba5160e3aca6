import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import { checkPresence } from './awareness/check-presence.ts';
import { disturbances } from './awareness/outages.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'AWARE-2', title: 'Our nodes and clients show users fast' } as const;

/** How long after a clock jump or a sleep presence is only complete, not fast. */
const settleMs = 35_000;

/**
 * Where every device of a path runs the awareness hub: 1 s and twice the path's latency after the
 * path is up, both directions.
 */
export const presenceFast: Checker = {
  ...judged,
  check(history) {
    const only = facades(history);
    const shaken = disturbances(history);
    const { findings, judgedPairs } = checkPresence(history, {
      ...{ baseMs: 1_000, latencyFactor: 2, only },
      exempt: (dueMs) =>
        shaken.some(({ fromMs, untilMs }) => fromMs <= dueMs && dueMs <= untilMs + settleMs),
    });
    return conclude(
      judged,
      findings,
      judgedPairs > 0
        ? {
            saw: `${judgedPairs} pairs of clients saw each other's state within 1 s and two path latencies`,
          }
        : { missing: 'no two clients with a state were connected by hubs for 1 s without a break' },
    );
  },
};

function facades(history: History): ReadonlySet<string> {
  const names = new Set<string>();
  for (const event of history.events) {
    if (event.kind !== 'start') continue;
    if (event.awareness === 'facade') names.add(event.device);
    else names.delete(event.device);
  }
  return names;
}
