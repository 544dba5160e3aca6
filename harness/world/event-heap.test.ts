import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createEventHeap } from './event-heap.ts';

describe('event heap', () => {
  test.prop([fc.array(fc.integer({ min: 0, max: 20 }))])(
    'gives entries by time, and within one instant in the order of scheduling',
    (times) => {
      const heap = createEventHeap<{ atMs: number; order: number }>();
      const entries = times.map((atMs, order) => ({ atMs, order }));
      for (const entry of entries) heap.push(entry);
      const popped = entries.map(() => heap.pop());
      expect(popped).toEqual(entries.toSorted((a, b) => a.atMs - b.atMs || a.order - b.order));
      expect(heap.pop()).toBeUndefined();
    },
  );
});
