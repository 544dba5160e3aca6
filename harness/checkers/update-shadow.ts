import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';
import { ReplicaStates } from './status/replica-states.ts';

const judged = { rule: 'EVENT-1', title: 'Update events tell everything' } as const;

/**
 * A replica's update events together hold every struct and deletion it has at the end: editors,
 * storages and relays live on events, not on state.
 */
export const updateShadow: Checker = {
  ...judged,
  check(history) {
    const states = new ReplicaStates(history);
    for (const event of history.events) states.feed(event);
    const finals = finalSnapshots(history);
    const findings: Finding[] = finals.flatMap((snapshot) => {
      const told = states.get(snapshot.replica);
      const held = factsOf(history, snapshot);
      const untold =
        told?.structs.firstMissingFrom(held.structs) ??
        told?.deletes.firstMissingFrom(held.deletes);
      if (told !== undefined && untold === undefined) return [];
      const what = untold === undefined ? 'its content' : `${untold.client}:${untold.clock}`;
      const { seq, device, room } = snapshot;
      return [
        { seq, device, room, detail: `${device} holds ${what}, of which no update event told` },
      ];
    });
    return conclude(
      judged,
      findings,
      finals.length === 0
        ? { missing: 'no replica was observed at the end' }
        : { saw: `${finals.length} replicas` },
    );
  },
};
