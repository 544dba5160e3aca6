import * as Y from 'yjs';
import type { IdRange } from '#harness/contract/history-event.ts';

/** The ids an update brings. A struct that is already garbage or deleted counts in both lists. */
export interface UpdateIds {
  readonly structs: readonly IdRange[];
  readonly deletes: readonly IdRange[];
}

/**
 * Reads the ids out of a V1 update. A remote transaction lists in its delete set only what it
 * deleted itself, so deleted content and GC structs are read as deletions too. Throws on bytes that
 * are no V1 update.
 */
export function updateIds(update: Uint8Array): UpdateIds {
  const { structs, ds } = Y.decodeUpdate(update);
  const inserted: IdRange[] = [];
  const deletes: IdRange[] = [];
  for (const struct of structs) {
    const isItem = struct instanceof Y.Item;
    if (!isItem && !(struct instanceof Y.GC)) continue;
    const range = { client: struct.id.client, clock: struct.id.clock, length: struct.length };
    inserted.push(range);
    if (!isItem || struct.content instanceof Y.ContentDeleted) deletes.push(range);
  }
  for (const [client, items] of ds.clients)
    for (const { clock, len } of items) deletes.push({ client, clock, length: len });
  return { structs: inserted, deletes };
}
