import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { ReplicaState } from '#harness/contract/device.ts';
import type { RootType } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';

/** The state of a document, its roots read by their types. */
export function readReplica(doc: Doc, roots: Readonly<Record<string, RootType>>): ReplicaState {
  const content: Record<string, Json> = {};
  for (const [root, type] of Object.entries(roots)) content[root] = readRoot(doc, root, type);
  return {
    update: encodeStateAsUpdate(doc),
    stateVector: encodeStateVector(doc),
    pendingStructs: doc.store.pendingStructs !== null,
    pendingDeletes: doc.store.pendingDs !== null,
    content,
  };
}

function readRoot(doc: Doc, root: string, type: RootType): Json {
  switch (type) {
    case 'text':
      return doc.getText(root).toDelta();
    case 'array':
      return plain(doc.getArray(root).toJSON());
    case 'map':
      return plain(doc.getMap(root).toJSON());
    case 'xml':
      return doc.getXmlFragment(root).toString();
  }
}

/** A subdocument by its guid: its content is another room's. */
function plain(value: unknown): Json {
  if (value instanceof Doc) return { subdocument: value.guid };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
}
