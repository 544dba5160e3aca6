import { AbstractType, findIndexSS, findRootTypeKey, Item, type Doc } from 'yjs';

/** The item of a document that holds an id; undefined when it was collected or never came. */
export function itemAt(doc: Doc, client: number, clock: number): Item | undefined {
  const structs = doc.store.clients.get(client);
  const last = structs?.at(-1);
  if (structs === undefined || last === undefined || clock >= last.id.clock + last.length)
    return undefined;
  const struct = structs[findIndexSS(structs, clock)];
  return struct instanceof Item ? struct : undefined;
}

/** The items that an item lies in, the innermost first. */
export function* holdersOf(item: Item): Generator<Item> {
  for (let { parent } = item; parent instanceof AbstractType && parent._item !== null;) {
    yield parent._item;
    ({ parent } = parent._item);
  }
}

/** The name of the root that an item lies in; '' where its parent was collected. */
export function rootOf(item: Item): string {
  const outermost = [...holdersOf(item)].at(-1) ?? item;
  return outermost.parent instanceof AbstractType ? findRootTypeKey(outermost.parent) : '';
}
