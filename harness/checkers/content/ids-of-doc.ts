import { createDeleteSetFromStructStore, getState, type Doc } from 'yjs';
import { IdSet } from '../status/id-set.ts';

/** What a document has integrated, and what of it is deleted; pending structs and deletes are in neither. */
export function idsOfDoc(doc: Doc): { readonly structs: IdSet; readonly deletes: IdSet } {
  const structs = new IdSet();
  const deletes = new IdSet();
  for (const client of doc.store.clients.keys())
    structs.add({ client, clock: 0, length: getState(doc.store, client) });
  for (const [client, items] of createDeleteSetFromStructStore(doc.store).clients)
    for (const { clock, len } of items) deletes.add({ client, clock, length: len });
  return { structs, deletes };
}
