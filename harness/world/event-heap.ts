/** What the heap orders: earliest first, and within one instant in the order of scheduling. */
export interface Timed {
  readonly atMs: number;
  readonly order: number;
}

export interface EventHeap<Entry extends Timed> {
  push(entry: Entry): void;
  pop(): Entry | undefined;
  peek(): Entry | undefined;
  /** All entries, in no particular order. */
  entries(): readonly Entry[];
}

/** A binary min-heap over (atMs, order). */
export function createEventHeap<Entry extends Timed>(): EventHeap<Entry> {
  const heap: Entry[] = [];

  function swap(i: number, j: number): void {
    const a = heap[i];
    const b = heap[j];
    if (a !== undefined && b !== undefined) {
      heap[i] = b;
      heap[j] = a;
    }
  }

  function precedes(i: number, j: number): boolean {
    const a = heap[i];
    const b = heap[j];
    if (a === undefined || b === undefined) return false;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }

  return {
    push(entry) {
      let index = heap.push(entry) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (!precedes(index, parent)) break;
        swap(index, parent);
        index = parent;
      }
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let index = 0; ;) {
        const left = 2 * index + 1;
        const least = precedes(left + 1, left) ? left + 1 : left;
        if (!precedes(least, index)) return first;
        swap(index, least);
        index = least;
      }
    },
    peek: () => heap[0],
    entries: () => heap,
  };
}
