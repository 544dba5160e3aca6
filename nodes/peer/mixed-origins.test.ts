import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { createMixedOrigins } from './mixed-origins.ts';

/** Two updates of one author, of which the second builds on the first. */
function twoUpdates(): readonly [Uint8Array, Uint8Array] {
  const author = new Doc();
  author.getText('body').insert(0, 'first ');
  const first = encodeStateAsUpdate(author);
  const before = encodeStateVector(author);
  author.getText('body').insert(6, 'second');
  return [first, encodeStateAsUpdate(author, before)];
}

/** A document, and for each of its updates the origin and whether it is mixed. */
function observed() {
  const doc = new Doc();
  const isMixed = createMixedOrigins(doc);
  const seen: string[] = [];
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    seen.push(`${String(origin)}: ${isMixed() ? 'mixed' : 'its own'}`);
  });
  return { doc, seen };
}

test('an update that completes what another origin had sent is mixed', () => {
  const { doc, seen } = observed();
  const [first, second] = twoUpdates();
  applyUpdate(doc, second, 'one');
  applyUpdate(doc, first, 'other');
  expect(seen).toEqual(['other: mixed']);
});

test('updates in order are their origins own, also while something else waits', () => {
  const { doc, seen } = observed();
  const [first, second] = twoUpdates();
  const [, waiting] = twoUpdates();
  applyUpdate(doc, waiting, 'one');
  applyUpdate(doc, first, 'other');
  applyUpdate(doc, second, 'other');
  expect(seen).toEqual(['other: its own', 'other: its own']);
});
