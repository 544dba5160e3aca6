import type { Checker } from '#harness/contract/checker.ts';
import type { IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findingsAt } from './content/findings-at.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { updateIdsOf } from './status/replica-states.ts';

const judged = { rule: 'ROOM-1', title: 'Rooms do not leak into each other' } as const;

/**
 * No struct that was written in one room reaches a replica of another: named at the first update or
 * snapshot that shows it. Client ids differ by document.
 */
export const roomsApart: Checker = {
  ...judged,
  check(history) {
    const written = writtenByRoom(history);
    const read = updateIdsOf(history);
    const leaked = new Map<string, IdSet>();
    const findings: Finding[] = [];
    for (const event of history.events) {
      if (event.kind !== 'update' && event.kind !== 'snapshot') continue;
      const where = `${event.device} ${event.room}`;
      const foreign = foreignIn(read(event.payload)?.structs ?? [], event.room, written);
      if (foreign.length === 0) continue;
      const known = leaked.get(where) ?? new IdSet();
      leaked.set(where, known);
      const { device, room } = event;
      const isNew = foreign.filter(({ client, clock }) => !known.has(client, clock));
      known.addAll(foreign);
      const details = isNew.map(
        ({ client, clock, of }) =>
          `${device} holds ${client}:${clock} of room "${of}" in room "${room}"`,
      );
      findings.push(...findingsAt(event, details));
    }
    const busy = [...written.values()].filter((ids) => ids.ranges().next().done !== true).length;
    return conclude(
      judged,
      findings,
      busy < 2 ? { missing: 'fewer than two rooms were written' } : { saw: `${busy} rooms` },
    );
  },
};

/** Structs of another room. */
interface Foreign extends IdRange {
  readonly of: string;
}

function writtenByRoom(history: History): ReadonlyMap<string, IdSet> {
  const written = new Map<string, IdSet>(history.rooms.map((room) => [room, new IdSet()]));
  for (const event of history.events)
    if (event.kind === 'edit') written.get(event.room)?.addAll(event.inserted);
  return written;
}

/** The runs of ids that another room's edits made and this one's did not. */
function foreignIn(
  structs: readonly IdRange[],
  here: string,
  written: ReadonlyMap<string, IdSet>,
): Foreign[] {
  const own = written.get(here) ?? new IdSet();
  const beyond = new IdSet();
  for (const range of structs) beyond.addAll(own.gapsIn(range));
  const unknown = [...beyond.ranges()];
  return [...written].flatMap(([of, ids]): Foreign[] => {
    if (of === here) return [];
    const elsewhere = new IdSet();
    elsewhere.addAll(unknown.flatMap((range) => [...ids.gapsIn(range)]));
    return unknown.flatMap((range) => [...elsewhere.gapsIn(range)].map((run) => ({ ...run, of })));
  });
}
