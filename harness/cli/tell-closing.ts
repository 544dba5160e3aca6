import type { ToldFailure } from './failure/tell-failures.ts';

/**
 * Tells the failures of a command for people; its last lines are a verdict with the first violated rule, the
 * path of a page, and one command that replays it. Of several failures that is the first, with the index.
 */
export function tellClosing(told: readonly ToldFailure[], index: string): void {
  const [first] = told;
  if (first === undefined) return;
  const blocks = told.map(({ lines }) => lines.join('\n'));
  const closing =
    told.length === 1
      ? [`all runs  ${index}`, ...blocks]
      : [
          ...blocks,
          `${told.length} failures, the first of them:`,
          [first.lines[0], `report  ${index}`, first.lines.at(-1)].join('\n'),
        ];
  process.stdout.write(`\n${closing.join('\n\n')}\n`);
}
