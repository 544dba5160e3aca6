import type { IdRange } from '#harness/contract/history-event.ts';
import type { Page } from './book-of-copies.ts';

/** Finds the pages whose entry lies in given ranges, without asking every page. */
export class PageIndex {
  /** By client, ascending by clock. */
  readonly #pages = new Map<number, Page[]>();

  constructor(pages: readonly Page[]) {
    for (const page of pages.toSorted((a, b) => a.entry.clock - b.entry.clock)) {
      const list = this.#pages.get(page.entry.client);
      if (list === undefined) this.#pages.set(page.entry.client, [page]);
      else list.push(page);
    }
  }

  within(ranges: readonly IdRange[]): Page[] {
    const found: Page[] = [];
    for (const { client, clock, length } of ranges) {
      const list = this.#pages.get(client);
      if (list === undefined) continue;
      for (let index = firstFrom(list, clock); index < list.length; index++) {
        const page = list[index];
        if (page === undefined || page.entry.clock >= clock + length) break;
        found.push(page);
      }
    }
    return found;
  }
}

/** Index of the first page whose entry is at `clock` or beyond. */
function firstFrom(list: readonly Page[], clock: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.entry.clock ?? 0) < clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
