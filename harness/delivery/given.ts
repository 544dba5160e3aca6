import { decodeStateVector, decodeUpdate, ID, Item } from 'yjs';
import { IdSet } from '#harness/checkers/status/id-set.ts';
import { updateIds } from '#harness/checkers/status/update-ids.ts';
import type { IdRange } from '#harness/contract/history-event.ts';

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** What a document was given: by its own user, and by others. */
export interface Given {
  readonly structs: IdSet;
  readonly deletes: IdSet;
}

/** Nothing yet. */
export function nothingGiven(): Given {
  return { structs: new IdSet(), deletes: new IdSet() };
}

/** Adds what an update says. */
export function giveUpdate(given: Given, update: Uint8Array): void {
  const { structs, deletes } = updateIds(update);
  given.structs.addAll(structs);
  given.deletes.addAll(deletes);
}

/** Adds what a document was given, except structs that a state vector has. */
export function giveState(given: Given, from: Given, beyond: Uint8Array | null): void {
  const known = beyond === null ? new Map<number, number>() : decodeStateVector(beyond);
  for (const { client, clock, length } of from.structs.ranges()) {
    const first = Math.max(clock, known.get(client) ?? 0);
    given.structs.add({ client, clock: first, length: clock + length - first });
  }
  given.deletes.addAll(from.deletes.ranges());
}

/** Equal for documents that were given the same. */
export function keyOfGiven({ structs, deletes }: Given): string {
  return [structs, deletes]
    .map((ids) =>
      [...ids.ranges()]
        .sort((a, b) => a.client - b.client || a.clock - b.clock)
        .map(({ client, clock, length }) => `${client}:${clock}+${length}`)
        .join(' '),
    )
    .join('|');
}

/** What every struct of a room builds on: the one before it, its neighbours, its parent. */
export class Foundations {
  readonly #structs: { readonly range: IdRange; readonly needs: readonly Id[] }[] = [];

  /** Adds the structs of an update that made them. */
  add(update: Uint8Array): void {
    for (const struct of decodeUpdate(update).structs) {
      const { client, clock } = struct.id;
      const needs: Id[] = clock === 0 ? [] : [{ client, clock: clock - 1 }];
      if (struct instanceof Item)
        for (const id of [struct.origin, struct.rightOrigin, struct.parent])
          if (id instanceof ID) needs.push(id);
      this.#structs.push({ range: { client, clock, length: struct.length }, needs });
    }
  }

  /** Whether nothing that was given builds on, or deletes, something that was not. */
  isWhole({ structs, deletes }: Given): boolean {
    for (const range of deletes.ranges())
      if (structs.firstMissingOf(range) !== undefined) return false;
    return this.#structs.every(({ range, needs }) => {
      const missing = structs.firstMissingOf(range);
      if (missing === range.clock) return isDisjoint(structs, range);
      return needs.every(({ client, clock }) => structs.has(client, clock));
    });
  }
}

/** Whether the set has nothing of the range. */
function isDisjoint(ids: IdSet, range: IdRange): boolean {
  const [gap] = ids.gapsIn(range);
  return gap !== undefined && gap.length === range.length;
}
