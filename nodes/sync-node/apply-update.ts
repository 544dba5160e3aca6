import { applyUpdate as applyToDoc, decodeUpdate } from 'yjs';
import type { Room } from './room.ts';

/**
 * Applies an update that came from outside. What Yjs sets aside, because something before it is still
 * missing, makes no `update` event; it is stored as it came, so that a restart does not lose what a
 * connection was told is durable. Throws on bytes that are no update, and applies nothing of them: Yjs
 * would apply the part before the fault, after which a document may announce no update ever again.
 */
export function applyUpdate(room: Room, update: Uint8Array, origin: unknown): void {
  decodeUpdate(update);
  const { store } = room.doc;
  const structs = store.pendingStructs?.update;
  const deletes = store.pendingDs;
  applyToDoc(room.doc, update, origin);
  const setAside =
    (store.pendingStructs !== null && store.pendingStructs.update !== structs) ||
    (store.pendingDs !== null && store.pendingDs !== deletes);
  if (setAside) room.persistence.append(update.slice());
}
