import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { createWaitedFor } from './waited-for.ts';

/** Two updates of one author, of which the second builds on the first. */
function twoUpdates(change: (doc: Doc) => void): readonly [Uint8Array, Uint8Array] {
  const author = new Doc();
  author.getText('body').insert(0, 'first ');
  const first = encodeStateAsUpdate(author);
  const before = encodeStateVector(author);
  change(author);
  return [first, encodeStateAsUpdate(author, before)];
}

const typing = (doc: Doc): void => doc.getText('body').insert(6, 'second');
const deleting = (doc: Doc): void => doc.getText('body').delete(0, 2);

/** A document, and for each of its updates the origin and what had waited for it. */
function observed() {
  const doc = new Doc();
  const waitedFor = createWaitedFor(doc);
  const seen: { origin: unknown; waited: Uint8Array | null }[] = [];
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    seen.push({ origin, waited: waitedFor() });
  });
  return { doc, seen };
}

test.each([
  ['an insertion', typing, 'first second'],
  ['a deletion', deleting, 'rst '],
])('who completes %s of another is to be told of it', (_what, change, text) => {
  const { doc, seen } = observed();
  const [first, second] = twoUpdates(change);
  applyUpdate(doc, second, 'one');
  applyUpdate(doc, first, 'other');
  const last = seen.at(-1);
  expect(last?.origin).toBe('other');
  const other = new Doc();
  applyUpdate(other, first);
  if (last?.waited) applyUpdate(other, last.waited);
  expect(other.getText('body').toString()).toBe(text);
});

test('who completes what it had sent itself is told nothing', () => {
  const { doc, seen } = observed();
  const [first, second] = twoUpdates(typing);
  applyUpdate(doc, second, 'one');
  applyUpdate(doc, first, 'one');
  expect(seen).toEqual([{ origin: 'one', waited: null }]);
});

test('nor is who brings something else while an update waits', () => {
  const { doc, seen } = observed();
  const [first, second] = twoUpdates(typing);
  const [, waiting] = twoUpdates(typing);
  applyUpdate(doc, waiting, 'one');
  applyUpdate(doc, first, 'other');
  applyUpdate(doc, second, 'other');
  expect(seen.map(({ waited }) => waited)).toEqual([null, null]);
});
