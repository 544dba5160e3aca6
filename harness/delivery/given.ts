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

/**
 * Adds what a document was given, except structs that a state vector has. `state` is what is taken of it:
 * it also has deletions that followed where edits met, such as that of an overwritten value.
 */
export function giveState(
  given: Given,
  from: Given,
  beyond: Uint8Array | null,
  state: Uint8Array,
): void {
  const known = beyond === null ? new Map<number, number>() : decodeStateVector(beyond);
  for (const { client, clock, length } of from.structs.ranges()) {
    const first = Math.max(clock, known.get(client) ?? 0);
    given.structs.add({ client, clock: first, length: clock + length - first });
  }
  given.deletes.addAll(from.deletes.ranges());
  given.deletes.addAll(updateIds(state).deletes);
}

/** What was written in a room: what every struct builds on (the one before it, neighbours, parent), and deletions. */
export class Written {
  readonly #deletes = new IdSet();
  readonly #structs: { readonly range: IdRange; readonly needs: readonly Id[] }[] = [];

  /** Adds what a document told of an edit, or derived. */
  add(update: Uint8Array): void {
    this.#deletes.addAll(updateIds(update).deletes);
    for (const struct of decodeUpdate(update).structs) {
      const { client, clock } = struct.id;
      const needs: Id[] = clock === 0 ? [] : [{ client, clock: clock - 1 }];
      if (struct instanceof Item)
        for (const id of [struct.origin, struct.rightOrigin, struct.parent])
          if (id instanceof ID) needs.push(id);
      this.#structs.push({ range: { client, clock, length: struct.length }, needs });
    }
  }

  /**
   * Equal for documents that were given the same. Deletions that nobody wrote follow from what was, and say
   * nothing more.
   */
  keyOf({ structs, deletes }: Given): string {
    const written = [...deletes.ranges()].flatMap((range) => within(this.#deletes, range));
    return [[...structs.ranges()], written]
      .map((ranges) =>
        ranges
          .sort((a, b) => a.client - b.client || a.clock - b.clock)
          .map(({ client, clock, length }) => `${client}:${clock}+${length}`)
          .join(' '),
      )
      .join('|');
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

/** The parts of the range that are in the set. */
function within(ids: IdSet, range: IdRange): IdRange[] {
  const { client } = range;
  const parts: IdRange[] = [];
  let next = range.clock;
  const end = range.clock + range.length;
  for (const gap of [...ids.gapsIn(range), { client, clock: end, length: 0 }]) {
    if (gap.clock > next) parts.push({ client, clock: next, length: gap.clock - next });
    next = gap.clock + gap.length;
  }
  return parts;
}
