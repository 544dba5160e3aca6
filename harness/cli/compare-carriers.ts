import type { RunRecord } from '#harness/contract/run-record.ts';

/** What the same scenario came to on two carriers. */
export interface Comparison {
  readonly outcome: 'agree' | 'differ' | 'unsupported';
  /** One line for people. */
  readonly line: string;
}

/** Whether two runs of a scenario came to the same verdict, with the same rules broken. */
export function compareCarriers(memory: RunRecord, sockets: RunRecord): Comparison {
  const name = `${memory.scenario} --seed ${memory.seed}`;
  if (sockets.verdict === 'unsupported') {
    return {
      outcome: 'unsupported',
      line: `${name}: ${memory.verdict} in memory; not on sockets: ${sockets.reasons.join('; ')}`,
    };
  }
  const [inMemory, onSockets] = [memory, sockets].map(inWords);
  return inMemory === onSockets
    ? { outcome: 'agree', line: `${name}: ${inMemory} in memory and on sockets` }
    : { outcome: 'differ', line: `${name}: ${inMemory} in memory, but ${onSockets} on sockets` };
}

function inWords({ verdict, checks }: RunRecord): string {
  const broken = checks
    .filter((check) => check.verdict === 'fail')
    .map(({ rule }) => rule)
    .sort();
  return broken.length === 0 ? verdict : `${verdict} (${broken.join(', ')})`;
}

/** All comparisons, one a line, and how many came to what. */
export function tellComparisons(comparisons: readonly Comparison[]): string {
  const count = (outcome: Comparison['outcome']): number =>
    comparisons.filter((comparison) => comparison.outcome === outcome).length;
  return [
    'carriers compared:',
    ...comparisons.map(({ outcome, line }) => `  ${outcome.padEnd(11)}  ${line}`),
    `  ${count('agree')} agree, ${count('differ')} differ, ${count('unsupported')} cannot be had on sockets`,
    '',
  ].join('\n');
}
