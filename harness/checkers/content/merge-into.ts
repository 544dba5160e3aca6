import { applyUpdate, transact, type Doc } from 'yjs';

/** Applies updates in one transaction, whatever their order. Those that cannot be read are left out. */
export function mergeInto(doc: Doc, updates: Iterable<Uint8Array>): void {
  transact(doc, () => {
    for (const update of updates) {
      try {
        applyUpdate(doc, update);
      } catch {
        // What a broken server or two writers with one client id made is data; other rules name it.
      }
    }
  });
}
