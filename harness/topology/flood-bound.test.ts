import { describe, expect, it } from 'vitest';
import { floodBound, treeCost } from './flood-bound.ts';
import { linksOf } from './links-of.ts';
import { reference } from './reference.ts';

describe('flood bound', () => {
  it('is 13 in the reference topology, where a tree needs 5', () => {
    expect(floodBound(linksOf(reference).length, reference.devices.length)).toBe(13);
    expect(treeCost(reference.devices.length)).toBe(5);
  });

  it('is the tree where the topology is one', () => {
    expect(floodBound(4, 5)).toBe(treeCost(5));
  });
});
