import { decodeUpdateV2, getState } from 'yjs';
import { factsOf } from '#harness/checkers/content/replica-facts.ts';
import { reload } from '#harness/checkers/content/reload.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { FindPiece } from './piece.ts';

/** What pending structs or deletes of a replica wait for: the piece that never came. */
export function findStuck(history: History): FindPiece {
  return (group) => {
    for (const wrong of group) {
      const awaited = awaitedBy(history, wrong);
      if (awaited === null) continue;
      const holders = group.filter(
        (other) => factsOf(history, other).structs.firstMissingOf(awaited) === undefined,
      );
      return {
        ...{ where: 'replica', piece: wrong.pendingStructs ? 'insert' : 'delete' },
        ...{ problem: 'stuck', structs: awaited, wrong, holders },
      };
    }
    return null;
  };
}

/** The first struct that a state waits for; Yjs tells of it in its store only. */
function awaitedBy(
  history: History,
  { payload, pendingStructs, pendingDeletes }: EventOf<'snapshot'>,
): IdRange | null {
  if (!pendingStructs && !pendingDeletes) return null;
  const { store } = reload(history.payload(payload));
  for (const client of store.pendingStructs?.missing.keys() ?? [])
    return { client, clock: getState(store, client), length: 1 };
  if (store.pendingDs === null) return null;
  for (const [client] of decodeUpdateV2(store.pendingDs).ds.clients)
    return { client, clock: getState(store, client), length: 1 };
  return null;
}
