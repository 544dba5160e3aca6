import type { Doc } from 'yjs';
import { typesIn } from './types-in.ts';

/** Where an item stands: in which list, and before which others. */
export interface Place {
  readonly list: string;
  /** Ascending in a list; not dense. */
  readonly rank: number;
}

/** The places of all items of all lists of a document, deleted ones too. */
export class ListPlaces {
  readonly #lists: string[] = [];
  /** By client: for every clock the number of its list, and its rank there. */
  readonly #places = new Map<number, { readonly list: number[]; readonly rank: number[] }>();

  constructor(doc: Doc) {
    for (const [name, type] of typesIn(doc)) {
      const list = this.#lists.push(name) - 1;
      let rank = 0;
      for (let item = type._start; item !== null; item = item.right) {
        const places = this.#places.get(item.id.client) ?? { list: [], rank: [] };
        this.#places.set(item.id.client, places);
        for (let clock = item.id.clock; clock < item.id.clock + item.length; clock++) {
          places.list[clock] = list;
          places.rank[clock] = rank++;
        }
      }
    }
  }

  /** Undefined for an item that the document does not hold, or that is in no list. */
  of(client: number, clock: number): Place | undefined {
    const places = this.#places.get(client);
    const list = places?.list[clock];
    const rank = places?.rank[clock];
    if (list === undefined || rank === undefined) return undefined;
    return { list: this.#lists[list] ?? '', rank };
  }
}
