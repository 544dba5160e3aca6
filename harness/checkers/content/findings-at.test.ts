import { describe, expect, it } from 'vitest';
import { findingsAt } from './findings-at.ts';

const at = { seq: 7, device: 'phone', room: 'room' };

describe('the findings of one replica', () => {
  it('are one for each sentence, and one for the same twice', () => {
    expect(findingsAt(at, ['lacks 1:0', 'lacks 2:0', 'lacks 1:0'])).toEqual([
      { detail: 'lacks 1:0', ...at },
      { detail: 'lacks 2:0', ...at },
    ]);
  });

  it('end, beyond fifty, with how many more there are', () => {
    const found = findingsAt(
      at,
      Array.from({ length: 53 }, (_, index) => `lacks ${index}:0`),
    );
    expect(found).toHaveLength(51);
    expect(found.at(-1)).toEqual({
      detail: 'of phone there are 3 more findings, not listed',
      unlisted: 3,
      ...at,
    });
  });

  it('are none without a sentence', () => {
    expect(findingsAt(at, [])).toEqual([]);
  });
});
