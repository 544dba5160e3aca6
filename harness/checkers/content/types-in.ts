import { ContentType, Item, type Doc } from 'yjs';

/** Any Yjs type. */
export type AnyType = ContentType['type'];

/**
 * Every type that a document holds, roots and nested ones, by a name that is the same in every replica: a
 * root's own, or the id of the item that holds it. Deleted types are there while the document keeps them.
 */
export function typesIn(doc: Doc): ReadonlyMap<string, AnyType> {
  const types = new Map<string, AnyType>();
  for (const [root, type] of doc.share) types.set(`"${root}"`, type);
  for (const structs of doc.store.clients.values())
    for (const struct of structs)
      if (struct instanceof Item && struct.content instanceof ContentType)
        types.set(`${struct.id.client}:${struct.id.clock}`, struct.content.type);
  return types;
}
