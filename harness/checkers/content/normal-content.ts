import type { Json } from '#harness/contract/json.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';

/**
 * A root's content with neighbouring pieces of text of equal format joined: redundant format marks,
 * which one replica may have cleared and another not yet, split a delta and change nothing that is seen.
 */
export function normalContent(root: Json): Json {
  if (!Array.isArray(root) || !root.every(isPiece)) return root;
  const joined: { insert: Json; attributes?: Json }[] = [];
  for (const piece of root) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      typeof last.insert === 'string' &&
      typeof piece.insert === 'string' &&
      canonicalJson(last.attributes ?? {}) === canonicalJson(piece.attributes ?? {})
    )
      last.insert += piece.insert;
    else joined.push({ ...piece });
  }
  return joined.map(({ insert, attributes }) =>
    attributes === undefined ? { insert } : { insert, attributes },
  );
}

/** A piece of a delta. An array of a user's own objects of that shape is compared piecewise alike. */
function isPiece(value: Json): value is { insert: Json; attributes?: Json } {
  return typeof value === 'object' && value !== null && 'insert' in value;
}
