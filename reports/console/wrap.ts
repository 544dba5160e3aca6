import { textWidth } from './text-width.ts';

/** A space, but none between a number and its unit. */
const gap = / (?!(?:s|ms|B|kB|MB)(?:[ .,;)]|$))/;

/** Breaks at spaces so that each line takes at most `width` columns; a longer word keeps its line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(gap)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
