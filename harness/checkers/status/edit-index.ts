import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { UpdateIds } from './update-ids.ts';

/** An edit by one id that stands for it: a replica takes in one id once, however it is split or merged. */
export interface IndexedEdit {
  readonly edit: EventOf<'edit'>;
  readonly by: 'insertion' | 'deletion';
  readonly id: { readonly client: number; readonly clock: number };
  /** Edits that deleted the id, each by its own transaction; 1 for an insertion. */
  authors: number;
}

/** Finds the edits that an update carries. An edit that changed nothing is in no update. */
export class EditIndex {
  readonly edits: readonly IndexedEdit[];
  readonly #insertions: ReadonlyMap<number, readonly IndexedEdit[]>;
  readonly #deletions: ReadonlyMap<number, readonly IndexedEdit[]>;

  constructor(edits: readonly EventOf<'edit'>[]) {
    this.edits = edits.flatMap(indexed);
    this.#insertions = byClient(this.edits.filter(({ by }) => by === 'insertion'));
    this.#deletions = byClient(this.edits.filter(({ by }) => by === 'deletion'));
    for (const entry of this.edits) if (entry.by === 'deletion') entry.authors = 0;
    for (const { deleted } of edits)
      for (const entry of within(this.#deletions, deleted)) entry.authors++;
  }

  carriedBy({ structs, deletes }: UpdateIds): readonly IndexedEdit[] {
    return [...within(this.#insertions, structs), ...within(this.#deletions, deletes)];
  }

  /** Edits whose id one of these ranges deletes, where a deletion stands for the edit. */
  deletedBy(ranges: readonly IdRange[]): readonly IndexedEdit[] {
    return [...within(this.#deletions, ranges)];
  }
}

function indexed(edit: EventOf<'edit'>): IndexedEdit[] {
  const by = edit.inserted.length > 0 ? 'insertion' : 'deletion';
  const [id] = by === 'insertion' ? edit.inserted : edit.deleted;
  return id ? [{ edit, by, id, authors: 1 }] : [];
}

function byClient(edits: readonly IndexedEdit[]): Map<number, readonly IndexedEdit[]> {
  const lists = new Map<number, IndexedEdit[]>();
  for (const entry of edits.toSorted((a, b) => a.id.clock - b.id.clock)) {
    const list = lists.get(entry.id.client);
    if (list) list.push(entry);
    else lists.set(entry.id.client, [entry]);
  }
  return lists;
}

function* within(
  lists: ReadonlyMap<number, readonly IndexedEdit[]>,
  ranges: readonly IdRange[],
): Generator<IndexedEdit> {
  const seen = new Set<IndexedEdit>();
  for (const { client, clock, length } of ranges) {
    const list = lists.get(client) ?? [];
    for (let index = firstFrom(list, clock); index < list.length; index++) {
      const entry = list[index];
      if (!entry || entry.id.clock >= clock + length) break;
      if (seen.has(entry)) continue;
      seen.add(entry);
      yield entry;
    }
  }
}

/** Index of the first edit whose id's clock is at `clock` or beyond. */
function firstFrom(list: readonly IndexedEdit[], clock: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.id.clock ?? 0) < clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
