import { forks } from '#harness/checkers/identity-reuse.ts';
import type { History } from '#harness/contract/history.ts';
import type { FindPiece } from './piece.ts';

/** Two different pieces under one id. */
export function findForked(history: History): FindPiece {
  return (group) => {
    const untilSeq = Math.max(...group.map(({ seq }) => seq));
    const room = group[0]?.room;
    const fork = forks(history).forks.find(
      ({ room: of, second }) => of === room && second.seq <= untilSeq,
    );
    const wrong = group.find(({ device }) => device === fork?.second.device) ?? group[0];
    if (fork === undefined || wrong === undefined) return null;
    const structs = { client: fork.client, clock: fork.clock, length: 1 };
    return { where: 'replica', piece: 'insert', problem: 'forked', structs, wrong, holders: group };
  };
}
