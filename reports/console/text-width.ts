import { stripVTControlCharacters } from 'node:util';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns a text takes on a terminal: escape sequences none, emoji and CJK two. */
export function textWidth(text: string): number {
  const bare = stripVTControlCharacters(text);
  let width = 0;
  for (const { segment } of segmenter.segment(bare)) width += isWide(segment) ? 2 : 1;
  return width;
}

/** Pads with spaces on the right. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** Cuts to so many columns, with an ellipsis where something was left out. For text without escapes. */
export function cutTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let result = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += isWide(segment) ? 2 : 1;
    if (used >= width) break;
    result += segment;
  }
  return `${result}…`;
}

function isWide(segment: string): boolean {
  return /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(
    segment,
  );
}
