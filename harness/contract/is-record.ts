import type { Json } from './json.ts';

/** Whether a JSON value is an object, and neither null nor an array. */
export function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
