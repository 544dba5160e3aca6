import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

/** Jobs that end when they are told to. */
function jobs(count: number) {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const list = Array.from({ length: count }, (_, index) => async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => (ends[index] = resolve));
    running--;
    return index;
  });
  return { list, end: (index: number) => ends[index]?.(), most: () => most };
}

test('results come in the order of the jobs, and never more run than may', async () => {
  const { list, end, most } = jobs(4);
  const given: number[] = [];
  const all = (async () => {
    for (const result of inOrder(list, 2)) given.push(await result);
  })();
  for (const index of [1, 2, 0, 3]) {
    end(index);
    await new Promise((resolve) => setImmediate(resolve));
    if (index === 1) expect(given).toEqual([]);
  }
  await all;
  expect([given, most()]).toEqual([[0, 1, 2, 3], 2]);
});

test('what a job throws is thrown in its turn, and no further job begins', async () => {
  const begun: number[] = [];
  const list = [0, 1, 2].map((index) => async () => {
    begun.push(index);
    if (index === 1) throw new Error('job 1');
    return index;
  });
  const given: number[] = [];
  const all = async (): Promise<void> => {
    for (const result of inOrder(list, 1)) given.push(await result);
  };
  await expect(all()).rejects.toThrow('job 1');
  expect([given, begun]).toEqual([[0], [0, 1]]);
});
