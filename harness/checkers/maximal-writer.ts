import { AbstractType, Item } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { authored } from './content/authored.ts';
import { IdIndex } from './content/id-index.ts';
import { reloaded } from './content/reload.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { typesIn } from './content/types-in.ts';
import { conclude } from './status/conclude.ts';
import { ReplicaStates } from './status/replica-states.ts';

const judged = { rule: 'MAP-1', title: 'A map shows a latest write' } as const;

/** What a key shows: an item, by its id. */
interface Shown {
  readonly key: string;
  readonly client: number;
  readonly clock: number;
}

/** A write to a key that had seen what another replica still shows. */
interface Overwriting {
  readonly client: number;
  readonly clock: number;
  readonly edit: EventOf<'edit'>;
}

/**
 * The value of a key was written by a write that no other write to the key had seen: of concurrent writes
 * any may win, of successive ones the last. Root and nested maps, and attributes of XML elements.
 */
export const maximalWriter: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history).map((snapshot) => ({
      snapshot,
      shown: shownBy(history, snapshot),
    }));
    const { overwritings, keys } = overwritingsOf(
      history,
      finals.flatMap(({ snapshot, shown }) =>
        shown.map((value) => ({ ...value, key: `${snapshot.room}\n${value.key}` })),
      ),
    );
    const findings: Finding[] = finals.flatMap(({ snapshot, shown }) => {
      const { structs } = factsOf(history, snapshot);
      const { seq, device, room } = snapshot;
      return shown.flatMap(({ key, client, clock }) => {
        // Only an overwriting that has arrived here counts: whether it should have is LOSS-1.
        const later = overwritings
          .get(`${room}\n${client}:${clock}`)
          ?.find((write) => structs.has(write.client, write.clock));
        if (later === undefined) return [];
        const at = `${(later.edit.atMs / 1_000).toFixed(3)} s`;
        const detail = `${device} shows ${client}:${clock} for ${key}, which ${later.edit.device} overwrote at ${at}`;
        return [{ seq, device, room, detail }];
      });
    });
    return conclude(
      judged,
      findings,
      keys === 0 ? { missing: 'no key of a map was written' } : { saw: `${keys} keys` },
    );
  },
};

/** What every key of a replica shows at the end. */
function shownBy(history: History, { payload }: EventOf<'snapshot'>): Shown[] {
  const doc = reloaded(history)(payload);
  if (doc === undefined) return [];
  return [...typesIn(doc)].flatMap(([name, type]) =>
    [...type._map].flatMap(([field, { deleted, id, lastId }]): Shown[] =>
      deleted ? [] : [{ key: `"${field}" of ${name}`, client: id.client, clock: lastId.clock }],
    ),
  );
}

/** For everything shown, the writes to its key by writers who had it; and how many keys were written. */
function overwritingsOf(
  history: History,
  shown: readonly Shown[],
): { overwritings: ReadonlyMap<string, readonly Overwriting[]>; keys: number } {
  const values = distinctByKey(shown);
  const overwritings = new Map<string, Overwriting[]>();
  const keys = new Set<string>();
  const entries = mapEntries(history);
  const states = new ReplicaStates(history);
  for (const event of history.events) {
    states.feed(event);
    if (event.kind !== 'edit' || event.inserted.length === 0) continue;
    const seen = states.get(event.replica)?.structs;
    for (const { key, client, clock } of entries.get(event.room)?.within(event.inserted) ?? []) {
      const ofRoom = `${event.room}\n${key}`;
      keys.add(ofRoom);
      for (const value of values.get(ofRoom) ?? []) {
        const isLater = value.client === client && value.clock >= clock;
        if (isLater || seen?.has(value.client, value.clock) !== true) continue;
        const id = `${event.room}\n${value.client}:${value.clock}`;
        const known = overwritings.get(id) ?? [];
        overwritings.set(id, known);
        known.push({ client, clock, edit: event });
      }
    }
  }
  return { overwritings, keys: keys.size };
}

/** What replicas show for each key, each value once. */
function distinctByKey(shown: readonly Shown[]): ReadonlyMap<string, readonly Shown[]> {
  const byKey = new Map<string, Shown[]>();
  for (const value of shown) {
    const known = byKey.get(value.key) ?? [];
    byKey.set(value.key, known);
    if (!known.some(({ client, clock }) => client === value.client && clock === value.clock))
      known.push(value);
  }
  return byKey;
}

/** All writes to keys in a room, by their ids. */
function mapEntries(history: History): ReadonlyMap<string, IdIndex<Shown>> {
  return new Map(
    [...authored(history)].map(([room, { doc }]) => {
      const names = new Map([...typesIn(doc)].map(([name, type]) => [type, name]));
      const found: Shown[] = [];
      for (const structs of doc.store.clients.values())
        for (const struct of structs) {
          if (!(struct instanceof Item) || struct.parentSub === null) continue;
          const name = struct.parent instanceof AbstractType ? names.get(struct.parent) : undefined;
          const { client, clock } = struct.id;
          // Overwritten values of one writer are merged into one item.
          for (let offset = 0; offset < struct.length; offset++)
            found.push({ key: `"${struct.parentSub}" of ${name}`, client, clock: clock + offset });
        }
      return [room, new IdIndex(found, (entry) => entry)];
    }),
  );
}
