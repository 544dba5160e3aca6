import { printable } from '../../format/printable.ts';

/**
 * A copy for display: characters that turn the reading direction or drive a terminal become visible
 * escapes in every string; line breaks and tabs stay.
 */
export function displayed<Value>(value: Value): Value {
  // The copy has the shape of the original: only characters inside strings change.
  return copy(value) as Value;
}

function copy(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[^\n\t]+/g, printable);
  if (Array.isArray(value)) return value.map(copy);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [copy(key), copy(field)]));
}
