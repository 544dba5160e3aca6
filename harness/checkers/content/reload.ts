import { applyUpdate, Doc } from 'yjs';
import type { RootType } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import { payloadReader } from '../status/payload-reader.ts';
import { normalContent } from './normal-content.ts';

/** The guid of a document that is only read: drawing one takes as long as applying a small update. */
export const withoutIdentity = '';

/**
 * A state reloaded into a fresh document. Only reloaded states may be compared: a document with another
 * `gc`, or one that was never reloaded, can encode the same content differently.
 */
export function reload(update: Uint8Array): Doc {
  const doc = new Doc({ gc: true, guid: withoutIdentity });
  applyUpdate(doc, update);
  return doc;
}

/** {@link reload} of a history's payloads, each once. The documents are to be read only. */
export const reloaded = payloadReader(reload);

/** Content by root, each read by its type, in its normal form. */
export function readContent(
  doc: Doc,
  roots: Readonly<Record<string, RootType>>,
): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(roots).map(([root, type]) => [root, normalContent(readRoot(doc, root, type))]),
  );
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
