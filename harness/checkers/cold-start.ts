import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import { difference } from './content/difference.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

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
    const cold = history.events.filter(
      (event): event is EventOf<'snapshot'> =>
        event.kind === 'snapshot' && event.cause === 'cold-start' && !damaged.has(event.device),
    );
    const findings = cold.flatMap((snapshot) => {
      const live = finalSnapshots(history).find(({ replica }) => replica === snapshot.replica);
      if (live === undefined) return [];
      const stored = factsOf(history, snapshot);
      const named = {
        ...stored,
        event: { ...snapshot, device: `the storage of ${snapshot.device}` },
      };
      const detail = difference(factsOf(history, live), named);
      return detail === null
        ? []
        : [{ detail, seq: snapshot.seq, device: snapshot.device, room: snapshot.room }];
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
