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
          closingLines(first.lines[0] ?? '', index, first.lines.at(-1) ?? ''),
        ];
  process.stdout.write(`\n${closing.join('\n\n')}\n`);
}

/** What a command with failures says last. */
export function closingLines(verdict: string, report: string | null, again: string): string {
  return [verdict, ...(report === null ? [] : [`report  ${report}`]), again].join('\n');
}
