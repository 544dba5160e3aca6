import { describe, expect, test } from 'vitest';
import { parseSeeds } from './parse-seeds.ts';

describe('parseSeeds', () => {
  test('reads one seed, and a range with both of its ends', () => {
    expect(parseSeeds('0', '--seed')).toEqual([0]);
    expect(parseSeeds('4294967295', '--seed')).toEqual([4294967295]);
    expect(parseSeeds('3..5', '--seeds')).toEqual([3, 4, 5]);
  });

  test.each([
    ['abc', 'must be an integer'],
    ['-1', 'must be an integer'],
    ['1..', 'must be an integer'],
    ['5..1', 'smaller end'],
    ['4294967296', 'from 0 to 4294967295'],
    ['0..4294967295', 'give a shorter one'],
  ])('refuses %s, and names the flag', (text, why) => {
    expect(() => parseSeeds(text, '--seeds')).toThrow(`--seeds is "${text}"`);
    expect(() => parseSeeds(text, '--seeds')).toThrow(why);
  });
});
