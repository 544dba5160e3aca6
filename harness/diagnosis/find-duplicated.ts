import { wrongTokens } from '#harness/checkers/exactly-once.ts';
import { factsOf } from '#harness/checkers/content/replica-facts.ts';
import type { History } from '#harness/contract/history.ts';
import type { FindPiece } from './piece.ts';

/** A text that says again, under ids that no edit made, what an edit wrote. */
export function findDuplicated(history: History): FindPiece {
  return (group) => {
    for (const wrong of group) {
      const found = wrongTokens(history, wrong).find(({ again }) => again !== null);
      if (found === undefined || found.again === null) continue;
      const { structs } = found.again;
      const { client, clock, length } = found.token;
      return {
        ...{ where: 'replica', piece: 'insert', problem: 'duplicated', structs, wrong },
        holders: group.filter((other) =>
          factsOf(history, other).structs.has(structs.client, structs.clock),
        ),
        original: { client, clock, length },
      };
    }
    return null;
  };
}
