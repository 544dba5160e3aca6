import { UsageError } from '#harness/contract/usage-error.ts';

const largest = 2 ** 32 - 1;

/** `N` or `A..B`, integers from 0 to 2^32-1, as a list. Throws a UsageError otherwise. */
export function parseSeeds(text: string): readonly number[] {
  const [, first, last = first] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  if (first === undefined || last === undefined) {
    throw new UsageError(`--seed is "${text}"; it must be an integer, or a range such as 1..100`);
  }
  const from = Number(first);
  const to = Number(last);
  if (from > largest || to > largest) {
    throw new UsageError(`--seed is "${text}"; seeds go from 0 to ${largest}`);
  }
  if (from > to)
    throw new UsageError(`--seed is "${text}"; the range must begin with its smaller end`);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
