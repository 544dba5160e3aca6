import type { IdRange } from '#harness/contract/history-event.ts';

/** A set of Yjs ids, kept as disjoint runs per client. */
export class IdSet {
  /** Client to ascending `[start, end)` runs, flattened. */
  readonly #runs = new Map<number, number[]>();

  add({ client, clock, length }: IdRange): void {
    if (length <= 0) return;
    let runs = this.#runs.get(client);
    if (!runs) this.#runs.set(client, (runs = []));
    let start = clock;
    let end = clock + length;
    let first = firstEndingAtOrAfter(runs, start);
    const insertAt = first;
    for (; first < runs.length && at(runs, first) <= end; first += 2) {
      start = Math.min(start, at(runs, first));
      end = Math.max(end, at(runs, first + 1));
    }
    runs.splice(insertAt, first - insertAt, start, end);
  }

  addAll(ranges: Iterable<IdRange>): void {
    for (const range of ranges) this.add(range);
  }

  has(client: number, clock: number): boolean {
    return this.firstMissingOf({ client, clock, length: 1 }) === undefined;
  }

  /** The first clock of the range that is not in the set. */
  firstMissingOf({ client, clock, length }: IdRange): number | undefined {
    const runs = this.#runs.get(client) ?? [];
    const index = firstEndingAtOrAfter(runs, clock + 1);
    if (index >= runs.length || at(runs, index) > clock) return clock;
    const end = at(runs, index + 1);
    return end >= clock + length ? undefined : end;
  }

  /** The first clock of the range that is in the set. */
  firstOf({ client, clock, length }: IdRange): number | undefined {
    const runs = this.#runs.get(client) ?? [];
    const index = firstEndingAtOrAfter(runs, clock + 1);
    if (index >= runs.length) return undefined;
    const first = Math.max(clock, at(runs, index));
    return first < clock + length ? first : undefined;
  }

  /** The parts of the range that are not in the set, ascending. */
  *gapsIn({ client, clock, length }: IdRange): Generator<IdRange> {
    const runs = this.#runs.get(client) ?? [];
    const end = clock + length;
    let next = clock;
    for (let index = firstEndingAtOrAfter(runs, clock + 1); index < runs.length; index += 2) {
      const start = at(runs, index);
      if (start >= end) break;
      if (start > next) yield { client, clock: next, length: start - next };
      next = Math.max(next, at(runs, index + 1));
    }
    if (next < end) yield { client, clock: next, length: end - next };
  }

  /** The parts of `other` that are not in this set. */
  *missingFrom(other: IdSet): Generator<IdRange> {
    for (const range of other.ranges()) yield* this.gapsIn(range);
  }

  /** An id of `other` that is not in this set. */
  firstMissingFrom(other: IdSet): { client: number; clock: number } | undefined {
    for (const range of other.ranges()) {
      const clock = this.firstMissingOf(range);
      if (clock !== undefined) return { client: range.client, clock };
    }
    return undefined;
  }

  *ranges(): Generator<IdRange> {
    for (const [client, runs] of this.#runs)
      for (let index = 0; index < runs.length; index += 2)
        yield { client, clock: at(runs, index), length: at(runs, index + 1) - at(runs, index) };
  }
}

function at(runs: readonly number[], index: number): number {
  return runs[index] ?? 0;
}

/** Index of the first run whose end is at `clock` or beyond. */
function firstEndingAtOrAfter(runs: readonly number[], clock: number): number {
  const last = runs.length - 2;
  if (last < 0 || at(runs, last) <= clock)
    return at(runs, last + 1) >= clock && last >= 0 ? last : runs.length;
  let low = 0;
  let high = runs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(runs, middle * 2 + 1) < clock) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}
