import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import { authored } from './content/authored.ts';
import { storedDifference } from './content/difference.ts';
import { findingsAt } from './content/findings-at.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';

const judged = { rule: 'COLD-1', title: 'Every replica can start from its own storage' } as const;

/**
 * Each replica with storage, loaded from it without a network after quiescence, equals its live state.
 * A device whose storage a fault emptied or refused is left to STATE-2, which asks for what was durable.
 */
export const coldStart: Checker = {
  ...judged,
  check(history) {
    const damaged = new Set(
      history.events.flatMap((event) =>
        event.kind === 'fault' && (event.action.do === 'disk-loss' || event.action.do === 'quota')
          ? [event.action.device]
          : [],
      ),
    );
    const lives = new Map(finalSnapshots(history).map((final) => [final.replica, final]));
    const cold = history.events.filter(
      (event): event is EventOf<'snapshot'> =>
        event.kind === 'snapshot' &&
        event.cause === 'cold-start' &&
        !damaged.has(event.device) &&
        lives.has(event.replica),
    );
    const findings = cold.flatMap((snapshot) => {
      const live = lives.get(snapshot.replica);
      if (live === undefined) return [];
      const formats = authored(history).get(snapshot.room)?.formats ?? new IdSet();
      const [lived, stored] = [factsOf(history, live), factsOf(history, snapshot)];
      return findingsAt(snapshot, storedDifference(history, lived, stored, formats));
    });
    return conclude(
      judged,
      findings,
      cold.length === 0
        ? { missing: 'no replica was loaded from its storage' }
        : { saw: `${cold.length} replicas` },
    );
  },
};
