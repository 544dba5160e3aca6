import type { RunSummary } from '#harness/contract/reporter.ts';
import { shrinkingWords } from './shrinking-words.ts';

/**
 * A run's verdict in sentences, the most important first; a failure begins with the first broken
 * rule, and has the diagnosis where there is one, what the schedule shrank to, and a run that passes.
 */
export function verdictSentences({
  record,
  diagnosis,
  shrunk,
  neighbour,
}: RunSummary): readonly string[] {
  const broken = record.checks.filter(({ verdict }) => verdict === 'fail');
  const [worst] = broken;
  if (worst === undefined) {
    if (record.verdict === 'pass') return ['every rule holds'];
    return record.reasons.length === 0
      ? [`${record.verdict}, and nothing says why`]
      : record.reasons;
  }
  const sentences = diagnosis?.sentences ?? [];
  const [first = '', ...rest] = sentences.length > 0 ? sentences : [worst.detail];
  const others = broken.slice(1).map(({ rule }) => rule);
  return [
    `${worst.rule}  ${first}`,
    ...rest,
    ...(others.length === 0 ? [] : [`Also broken: ${others.join(', ')}.`]),
    ...(shrunk === null ? [] : [shrinkingWords(shrunk)]),
    ...(neighbour === null ? [] : [`It passes with one thing changed: ${neighbour.differsIn}.`]),
  ];
}
