import { createHash } from 'node:crypto';
import { decodeStateVector, encodeStateVector } from 'yjs';
import type { RootType } from '#harness/contract/history-event.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';
import { readContent, reload } from './content/reload.ts';

/** SHA-256 in hex over the reloaded content, and the state vector by client id. */
export function digestContent(
  update: Uint8Array,
  roots: Readonly<Record<string, RootType>>,
): { readonly digest: string; readonly stateVector: Readonly<Record<string, number>> } {
  const doc = reload(update);
  const digest = createHash('sha256')
    .update(canonicalJson(readContent(doc, roots)))
    .digest('hex');
  const stateVector = Object.fromEntries(
    [...decodeStateVector(encodeStateVector(doc))].sort(([a], [b]) => a - b),
  );
  doc.destroy();
  return { digest, stateVector };
}
