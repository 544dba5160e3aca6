/**
 * A UTF-16 unit of a text in a form that may be compared: Yjs replaces both halves of a surrogate pair
 * that an insertion parts, on every replica.
 */
export function comparableUnit(unit: string): string {
  return unit >= '\ud800' && unit <= '\udfff' ? '\ufffd' : unit;
}
