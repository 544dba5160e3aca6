import { Array as YArray, Text, XmlFragment, type Doc, type Transaction } from 'yjs';
import type { RootType } from '#harness/contract/history-event.ts';

/** A root that a transaction changed, itself or below. */
export interface TouchedRoot {
  readonly root: string;
  readonly rootType: RootType;
}

/** The first root of a document that a transaction changed; undefined when it changed nothing. */
export function touchedRoot(
  doc: Doc,
  { changed, changedParentTypes }: Transaction,
): TouchedRoot | undefined {
  for (const [root, type] of doc.share)
    if (changed.has(type) || changedParentTypes.has(type))
      return { root, rootType: rootTypeOf(type) };
  return undefined;
}

/** The root of a name where the document has it; otherwise any that it has. */
export function knownRoot(doc: Doc, name: unknown): TouchedRoot {
  const [first = ''] = doc.share.keys();
  const root = typeof name === 'string' && doc.share.has(name) ? name : first;
  return { root, rootType: rootTypeOf(doc.share.get(root) ?? {}) };
}

function rootTypeOf(type: object): RootType {
  if (type instanceof XmlFragment) return 'xml';
  if (type instanceof Text) return 'text';
  return type instanceof YArray ? 'array' : 'map';
}
