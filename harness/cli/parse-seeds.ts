import { UsageError } from '#harness/contract/usage-error.ts';

const largest = 2 ** 32 - 1;

/** So many seeds are days of runs, and their list is still small. */
const most = 1_000_000;

/**
 * `N` or `A..B`, integers from 0 to 2^32-1 and at most a million of them, as a list. Throws a UsageError
 * otherwise, which names the flag they were given by.
 */
export function parseSeeds(text: string, flag: '--seed' | '--seeds'): readonly number[] {
  const refuse = (why: string): never => {
    throw new UsageError(`${flag} is "${text}"; ${why}`);
  };
  const [, first, last = first] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  if (first === undefined || last === undefined) {
    return refuse('it must be an integer, or a range such as 1..100');
  }
  const from = Number(first);
  const to = Number(last);
  if (from > largest || to > largest) return refuse(`seeds go from 0 to ${largest}`);
  if (from > to) return refuse('the range must begin with its smaller end');
  if (to - from >= most) return refuse(`a range may have ${most} seeds; give a shorter one`);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
