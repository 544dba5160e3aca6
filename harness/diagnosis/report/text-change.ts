/** Where two texts differ: the units between their common start and their common end. */
export interface TextSpan {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** The change from one text to another; null when they are equal. Never splits a surrogate pair. */
export function textChange(before: string, after: string): TextSpan | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (isHigh(before.charCodeAt(start - 1))) start--;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (isLow(before.charCodeAt(before.length - end))) end--;
  end = Math.max(0, end);
  return {
    at: Math.max(0, start),
    removed: before.length - end - start,
    inserted: after.slice(start, after.length - end),
  };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
