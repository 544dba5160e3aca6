import { applyUpdate, Doc, encodeStateAsUpdate, equalSnapshots, snapshot } from 'yjs';
import type { Replica } from './replica.ts';

/**
 * In what two replicas differ, for people; null when they are equal: content by typed roots, and
 * structs and deletes after a reload of both (state vectors alone ignore deletions, and docs with
 * other gc settings encode otherwise).
 */
export function difference(left: Replica, right: Replica): string | null {
  for (const { doc } of [left, right]) {
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      return 'a replica waits for an update that never came (pending structs)';
    }
  }
  const [a, b] = [contentOf(left.doc), contentOf(right.doc)];
  if (a !== b) return `${clip(a)} differs from ${clip(b)}`;
  if (!equalSnapshots(snapshot(reload(left.doc)), snapshot(reload(right.doc)))) {
    return 'same content, but other structs or deletes';
  }
  return null;
}

/** All typed roots as canonical JSON. */
export function contentOf(doc: Doc): string {
  const map = Object.entries(doc.getMap('map').toJSON()).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({
    body: doc.getText('body').toDelta(),
    map,
    list: doc.getArray('list').toJSON(),
    tree: doc.getXmlFragment('tree').toString(),
  });
}

function reload(doc: Doc): Doc {
  const copy = new Doc();
  applyUpdate(copy, encodeStateAsUpdate(doc));
  return copy;
}

function clip(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}
