import { authored } from '#harness/checkers/content/authored.ts';
import { factsOf, finalSnapshots } from '#harness/checkers/content/replica-facts.ts';
import type { History } from '#harness/contract/history.ts';
import type { FindPiece } from './piece.ts';

/** What a live replica has and its storage, loaded cold, does not give back, or the other way round. */
export function findNotStored(history: History): FindPiece {
  return (group) => {
    for (const wrong of group.filter(({ cause }) => cause === 'cold-start')) {
      const live = finalSnapshots(history).find(({ replica }) => replica === wrong.replica);
      if (live === undefined) continue;
      const [has, stored] = [factsOf(history, live), factsOf(history, wrong)];
      const [missing] = stored.structs.missingFrom(has.structs);
      if (missing !== undefined)
        return {
          ...{ where: 'storage', piece: 'insert', problem: 'missing', structs: missing },
          ...{ wrong, holders: [live] },
        };
      const formats = authored(history).get(wrong.room)?.formats;
      const [undeleted] = [...stored.deletes.missingFrom(has.deletes)].flatMap((range) => [
        ...(formats?.gapsIn(range) ?? [range]),
      ]);
      if (undeleted !== undefined)
        return {
          ...{ where: 'storage', piece: 'delete', problem: 'missing', structs: undeleted },
          ...{ wrong, holders: [live] },
        };
    }
    return null;
  };
}
