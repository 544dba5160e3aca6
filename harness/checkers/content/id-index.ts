import type { IdRange } from '#harness/contract/history-event.ts';

/** Something that stands at one struct id. */
export interface Indexed {
  readonly client: number;
  readonly clock: number;
}

/** Finds the things whose id lies in given ranges, without asking every one. */
export class IdIndex<Thing> {
  readonly #idOf: (thing: Thing) => Indexed;
  /** By client, ascending by clock. */
  readonly #things = new Map<number, Thing[]>();

  constructor(things: Iterable<Thing>, idOf: (thing: Thing) => Indexed) {
    this.#idOf = idOf;
    for (const thing of [...things].toSorted((a, b) => idOf(a).clock - idOf(b).clock)) {
      const { client } = idOf(thing);
      const list = this.#things.get(client);
      if (list === undefined) this.#things.set(client, [thing]);
      else list.push(thing);
    }
  }

  within(ranges: readonly IdRange[]): Thing[] {
    const found: Thing[] = [];
    for (const { client, clock, length } of ranges) {
      const list = this.#things.get(client);
      if (list === undefined) continue;
      for (let index = this.#firstFrom(list, clock); index < list.length; index++) {
        const thing = list[index];
        if (thing === undefined || this.#idOf(thing).clock >= clock + length) break;
        found.push(thing);
      }
    }
    return found;
  }

  /** Index of the first thing whose id is at `clock` or beyond. */
  #firstFrom(list: readonly Thing[], clock: number): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const thing = list[middle];
      if (thing !== undefined && this.#idOf(thing).clock < clock) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
