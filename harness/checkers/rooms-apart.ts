import type { Checker } from '#harness/contract/checker.ts';
import type { HistoryEvent, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
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
    const leaked = new Set<string>();
    const findings: Finding[] = [];
    for (const event of history.events) {
      if (event.kind !== 'update' && event.kind !== 'snapshot') continue;
      const where = `${event.device} ${event.room}`;
      if (leaked.has(where)) continue;
      const foreign = firstForeign(read(event.payload)?.structs ?? [], event.room, written);
      if (foreign === undefined) continue;
      leaked.add(where);
      findings.push(findingAt(event, foreign));
    }
    const busy = [...written.values()].filter((ids) => ids.ranges().next().done !== true).length;
    return conclude(
      judged,
      findings,
      busy < 2 ? { missing: 'fewer than two rooms were written' } : { saw: `${busy} rooms` },
    );
  },
};

interface Foreign {
  readonly id: string;
  readonly of: string;
}

function writtenByRoom(history: History): ReadonlyMap<string, IdSet> {
  const written = new Map<string, IdSet>(history.rooms.map((room) => [room, new IdSet()]));
  for (const event of history.events)
    if (event.kind === 'edit') written.get(event.room)?.addAll(event.inserted);
  return written;
}

/** The first id that another room's edit made and this one's did not. */
function firstForeign(
  structs: readonly IdRange[],
  here: string,
  written: ReadonlyMap<string, IdSet>,
): Foreign | undefined {
  const own = written.get(here) ?? new IdSet();
  for (const range of structs)
    for (const gap of own.gapsIn(range))
      for (const [room, ids] of written) {
        if (room === here) continue;
        const notThere = [...ids.gapsIn(gap)];
        const clock = firstOutside(gap, notThere);
        if (clock !== undefined) return { id: `${gap.client}:${clock}`, of: room };
      }
  return undefined;
}

/** The first clock of a range that none of its ascending gaps covers. */
function firstOutside({ clock, length }: IdRange, gaps: readonly IdRange[]): number | undefined {
  let next = clock;
  for (const gap of gaps) {
    if (gap.clock > next) return next;
    next = gap.clock + gap.length;
  }
  return next < clock + length ? next : undefined;
}

function findingAt(
  { seq, device, room }: Extract<HistoryEvent, { kind: 'update' | 'snapshot' }>,
  { id, of }: Foreign,
): Finding {
  const detail = `${device} holds ${id} of room "${of}" in room "${room}"`;
  return { seq, device, room, detail };
}
