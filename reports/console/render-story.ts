import type { RunView } from '#harness/contract/run-view.ts';
import { formatSecondsNumber } from '../format/format-seconds.ts';
import { printable } from '../format/printable.ts';
import { tellStory } from '../model/story.ts';
import type { Paint } from './paint.ts';
import { cutTo, padTo, textWidth } from './text-width.ts';

/** Columns before the sentence: time, unit, mark. */
const prefixWidth = 18;

/** What happened, a line each: virtual time, number or ✂, sentence, evidence. */
export function renderStory(view: RunView, paint: Paint, width: number): readonly string[] {
  const lines = tellStory(view);
  const sentences = lines.map(({ sentence }) => cutTo(printable(sentence), width - prefixWidth));
  const longest = Math.max(0, ...sentences.map(textWidth));
  return lines.map(({ atMs, kind, number, detail }, index) => {
    const time = `${formatSecondsNumber(atMs).padStart(10)} s`;
    const mark =
      kind === 'fault' ? paint.fault(' ✂') : paint.accent(String(number ?? '').padStart(2));
    const sentence = padTo(sentences[index] ?? '', longest);
    const room = width - prefixWidth - longest - 2;
    const beside =
      room < 8 || detail === '' ? '' : `  ${paint.dim(cutTo(printable(detail), room))}`;
    return `${paint.dim(time)}  ${mark}  ${kind === 'fault' ? paint.fault(sentence) : sentence}${beside}`.trimEnd();
  });
}
