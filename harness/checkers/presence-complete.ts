import type { Checker } from '#harness/contract/checker.ts';
import { checkPresence } from './awareness/check-presence.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'AWARE-1', title: 'Both ends of a path see each other' } as const;

/**
 * 18 s and the path's latency after a path of links is up, both ends see each other's current state
 * value: a client renews its state every 15 s, looking every 3 s.
 */
export const presenceComplete: Checker = {
  ...judged,
  check(history) {
    const { findings, judgedPairs } = checkPresence(history, { baseMs: 18_000, latencyFactor: 1 });
    return conclude(
      judged,
      findings,
      judgedPairs > 0
        ? { saw: `${judgedPairs} pairs of clients saw each other's state within 18 s` }
        : { missing: 'no two clients with a state were connected for 18 s without a break' },
    );
  },
};
