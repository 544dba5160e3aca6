import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { authored } from './content/authored.ts';
import { findingsAt } from './content/findings-at.ts';
import { ListPlaces } from './content/list-places.ts';
import { reloaded } from './content/reload.ts';
import { factsOf } from './content/replica-facts.ts';
import { typesIn, type AnyType } from './content/types-in.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LIST-1', title: 'Items never change their order' } as const;

/**
 * Two items keep their order at every replica and at every time (strong list specification, Attiya et al.,
 * PODC 2016). The one order that all states must agree with is that of the edits put together, deleted
 * items included, so that items which are never seen at the same time are compared too. Over item ids: a
 * restored item is another one. Roots and nested lists.
 */
export const listOrder: Checker = {
  ...judged,
  check(history) {
    const snapshots = distinctSnapshots(history);
    const places = new Map(
      history.rooms.map((room) => [room, new ListPlaces(everything(history, room, snapshots))]),
    );
    const findings: Finding[] = [];
    let states = 0;
    for (const event of snapshots) {
      const doc = reloaded(history)(event.payload);
      const known = places.get(event.room);
      if (doc === undefined || known === undefined) continue;
      const details: string[] = [];
      let lists = 0;
      for (const [name, type] of typesIn(doc)) {
        const { compared, wrong } = compareOrder(name, type, known);
        if (compared > 1) lists++;
        details.push(...wrong.map((how) => `at ${event.device} ${how}`));
      }
      if (lists > 0) states++;
      findings.push(...findingsAt(event, details));
    }
    return conclude(
      judged,
      findings,
      states === 0 ? { missing: 'no list of two items was observed' } : { saw: `${states} states` },
    );
  },
};

/** The edits of a room put together, and what replicas hold beyond them. */
function everything(
  history: History,
  room: string,
  snapshots: readonly EventOf<'snapshot'>[],
): Doc {
  const written = authored(history).get(room);
  if (written === undefined) return new Doc();
  const beyond = snapshots.filter(
    (event) =>
      event.room === room &&
      written.structs.firstMissingFrom(factsOf(history, event).structs) !== undefined,
  );
  if (beyond.length === 0) return written.doc;
  const doc = new Doc({ gc: false });
  applyUpdate(doc, encodeStateAsUpdate(written.doc));
  for (const { payload } of beyond) applyUpdate(doc, history.payload(payload));
  return doc;
}

/** Snapshots with equal bytes have equal order. */
function distinctSnapshots(history: History): EventOf<'snapshot'>[] {
  const seen = new Set<string>();
  return history.events.filter((event): event is EventOf<'snapshot'> => {
    if (event.kind !== 'snapshot') return false;
    const key = `${event.payload} ${event.room}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** How many visible items of a list have a known place, and all neighbours that contradict it. */
function compareOrder(
  name: string,
  type: AnyType,
  places: ListPlaces,
): { compared: number; wrong: readonly string[] } {
  let previous: { readonly id: string; readonly rank: number } | null = null;
  const wrong: string[] = [];
  let compared = 0;
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client } = item.id;
    for (let clock = item.id.clock; clock < item.id.clock + item.length; clock++) {
      const place = places.of(client, clock);
      if (place === undefined) continue;
      compared++;
      const id = `${client}:${clock}`;
      if (place.list !== name) {
        wrong.push(`${id} stands in ${name}, and was put into ${place.list}`);
        continue;
      }
      if (previous !== null && place.rank < previous.rank)
        wrong.push(`${previous.id} stands before ${id} in ${name}, and elsewhere behind it`);
      previous = { id, rank: place.rank };
    }
  }
  return { compared, wrong };
}
