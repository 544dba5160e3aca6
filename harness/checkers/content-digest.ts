import { createHash } from 'node:crypto';
import { decodeStateVector, encodeStateVector, type Doc } from 'yjs';
import type { RootType } from '#harness/contract/history-event.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';
import { readContent, reload } from './content/reload.ts';

export interface ContentDigest {
  /** SHA-256 of the content, hex. */
  readonly digest: string;
  /** Client id to next clock. */
  readonly stateVector: Readonly<Record<string, number>>;
}

/** Digest and state vector of a state, reloaded; of one that cannot be loaded, nothing but a name for that. */
export function digestContent(
  update: Uint8Array,
  roots: Readonly<Record<string, RootType>>,
): ContentDigest {
  let doc: Doc;
  try {
    doc = reload(update);
  } catch {
    return { digest: 'a state that cannot be loaded', stateVector: {} };
  }
  return digestDoc(doc, roots);
}

/** Digest and state vector of a document that was reloaded already. */
export function digestDoc(doc: Doc, roots: Readonly<Record<string, RootType>>): ContentDigest {
  const digest = createHash('sha256')
    .update(canonicalJson(readContent(doc, roots)))
    .digest('hex');
  const stateVector = Object.fromEntries(
    [...decodeStateVector(encodeStateVector(doc))].sort(([a], [b]) => a - b),
  );
  return { digest, stateVector };
}
