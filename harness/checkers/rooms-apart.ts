import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';

const judged = { rule: 'ROOM-1', title: 'Rooms do not leak into each other' } as const;

/** No struct that was written in one room is at the end in another. Client ids differ by document. */
export const roomsApart: Checker = {
  ...judged,
  check(history) {
    const written = new Map<string, IdSet>(history.rooms.map((room) => [room, new IdSet()]));
    for (const event of history.events) {
      if (event.kind === 'edit') written.get(event.room)?.addAll(event.inserted);
    }
    const findings: Finding[] = [];
    for (const snapshot of finalSnapshots(history)) {
      const own = written.get(snapshot.room);
      for (const { client, clock, length } of factsOf(history, snapshot).structs.ranges()) {
        for (const [room, ids] of written) {
          if (room === snapshot.room || own?.has(client, clock) === true) continue;
          const first = ids.firstMissingOf({ client, clock, length });
          if (first === clock) continue;
          const { seq, device } = snapshot;
          findings.push({
            seq,
            device,
            room: snapshot.room,
            detail: `${device} holds ${client}:${clock} of room "${room}" in room "${snapshot.room}"`,
          });
        }
      }
    }
    const busy = [...written.values()].filter((ids) => ids.ranges().next().done !== true).length;
    return conclude(
      judged,
      findings,
      busy < 2 ? { missing: 'fewer than two rooms were written' } : { saw: `${busy} rooms` },
    );
  },
};
