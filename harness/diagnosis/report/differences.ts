import * as Y from 'yjs';
import { IdSet } from '#harness/checkers/status/id-set.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Difference } from '#harness/contract/report-data.ts';
import { cutMiddle } from './cut-middle.ts';
import { contentText } from './describe-struct.ts';
import { travelOf } from './travel.ts';

interface EndState {
  readonly end: EventOf<'snapshot'>;
  readonly structs: IdSet;
  readonly deletes: IdSet;
}

interface Written {
  readonly range: IdRange;
  readonly text: string;
  readonly root: string;
}

/** Longest text of a difference, UTF-16 units. */
const longest = 400;

/** Most differences described; the first ones in the order they were written. */
const described = 50;

/** Structs and deletions that some replica of a room has at the end and another has not. */
export function differences(history: History): readonly Difference[] {
  return history.rooms.flatMap((room) => {
    const states = endStates(history, room);
    return [
      ...compare(history, room, states, 'missing'),
      ...compare(history, room, states, 'deleted'),
    ];
  });
}

function compare(
  history: History,
  room: string,
  states: readonly EndState[],
  kind: 'missing' | 'deleted',
): readonly Difference[] {
  const setOf = (state: EndState): IdSet => (kind === 'missing' ? state.structs : state.deletes);
  if (disputed(states.map(setOf), []).length === 0) return [];
  const written = writtenIn(history, room);
  const pieces = disputed(
    states.map(setOf),
    written.map(({ range }) => range),
  );
  return pieces.slice(0, described).map((structs) => {
    const holds = (state: EndState): boolean => setOf(state).has(structs.client, structs.clock);
    const ends = states.map(({ end }) => end);
    const holders = states.filter(holds).map(({ end }) => end);
    const absent = ends.filter((end) => !holders.includes(end));
    const source = written.find(
      ({ range }) =>
        range.client === structs.client &&
        range.clock <= structs.clock &&
        structs.clock < range.clock + range.length,
    );
    const offset = structs.clock - (source?.range.clock ?? structs.clock);
    return {
      kind,
      room,
      root: source?.root ?? '',
      structs,
      text: cutMiddle((source?.text ?? '').slice(offset, offset + structs.length), longest),
      presentAt: holders.map(({ device }) => device),
      absentAt: absent.map(({ device }) => device),
      ...travelOf(history, room, structs, kind, ends, holders),
    };
  });
}

/** The last snapshot of every replica of the room. */
function endStates(history: History, room: string): readonly EndState[] {
  const last = new Map<string, EventOf<'snapshot'>>();
  for (const event of history.events) {
    if (event.kind !== 'snapshot' || event.room !== room) continue;
    if (event.cause === 'quiescent' || event.cause === 'component') last.set(event.device, event);
  }
  return [...last.values()].map((end) => {
    const { payload, stateVector } = end;
    const structs = new IdSet();
    const deletes = new IdSet();
    for (const [client, length] of Y.decodeStateVector(history.payload(stateVector))) {
      structs.add({ client, clock: 0, length });
    }
    for (const [client, items] of Y.decodeUpdate(history.payload(payload)).ds.clients) {
      for (const { clock, len } of items) deletes.add({ client, clock, length: len });
    }
    return { end, structs, deletes };
  });
}

/** Ranges that some set has and another has not, cut where the holders or the writers change. */
function disputed(sets: readonly IdSet[], written: readonly IdRange[]): readonly IdRange[] {
  const all = new IdSet();
  const borders = new Map<number, Set<number>>();
  for (const range of [...sets.flatMap((set) => [...set.ranges()]), ...written]) {
    const border = borders.get(range.client) ?? new Set<number>();
    borders.set(range.client, border.add(range.clock).add(range.clock + range.length));
  }
  for (const set of sets) all.addAll(set.ranges());
  return [...all.ranges()].flatMap(({ client, clock, length }) => {
    const end = clock + length;
    const cuts = [...(borders.get(client) ?? [])]
      .filter((cut) => cut > clock && cut < end)
      .sort((a, b) => a - b);
    return [clock, ...cuts]
      .map((from, index) => ({ client, clock: from, length: (cuts[index] ?? end) - from }))
      .filter((piece) => !sets.every((set) => set.has(client, piece.clock)));
  });
}

/** What every struct of the room was when it was first applied anywhere. */
function writtenIn(history: History, room: string): readonly Written[] {
  const seen = new IdSet();
  const found: Written[] = [];
  const parents = new Map<string, string>();
  for (const event of history.events) {
    if (event.kind !== 'update' || event.room !== room) continue;
    let structs: ReturnType<typeof Y.decodeUpdate>['structs'] = [];
    try {
      ({ structs } = Y.decodeUpdate(history.payload(event.payload)));
    } catch {
      continue;
    }
    for (const struct of structs) {
      const { client, clock } = struct.id;
      const range = { client, clock, length: struct.length };
      if (struct instanceof Y.Skip || seen.firstMissingOf(range) === undefined) continue;
      seen.add(range);
      const isText = struct instanceof Y.Item && struct.content instanceof Y.ContentString;
      const text = isText
        ? struct.content.getContent().join('')
        : struct instanceof Y.Item
          ? contentText(struct)
          : '';
      const root = struct instanceof Y.Item ? rootOf(struct, parents) : '';
      for (let offset = 0; offset < struct.length; offset++)
        parents.set(`${client}:${clock + offset}`, root);
      found.push({ range, text, root });
    }
  }
  return found;
}

/** The root a struct belongs to: its own parent, or that of the neighbour it was inserted beside. */
function rootOf(item: Y.Item, parents: ReadonlyMap<string, string>): string {
  if (typeof item.parent === 'string') return item.parent;
  const beside = item.origin ?? item.rightOrigin;
  return beside === null ? '' : (parents.get(`${beside.client}:${beside.clock}`) ?? '');
}
