import { decodeUpdateV2, getState } from 'yjs';
import { editOf, ledgers } from '#harness/checkers/content/ledger.ts';
import { factsOf } from '#harness/checkers/content/replica-facts.ts';
import { reload } from '#harness/checkers/content/reload.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { FindPiece } from './piece.ts';

/** What pending structs or deletes of a replica wait for: the piece that never came. */
export function findStuck(history: History): FindPiece {
  return (group) => {
    for (const wrong of group) {
      const first = awaitedBy(history, wrong);
      if (first === null) continue;
      const awaited = wholeEdit(history, wrong.room, first);
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

/** From the struct to the end of what its edit inserted there; an update brings all of it or nothing. */
function wholeEdit(history: History, room: string, first: IdRange): IdRange {
  const ledger = ledgers(history).get(room);
  const { client, clock } = first;
  const made = ledger && editOf(ledger, 'inserted', first)?.inserted;
  const range = made?.find(
    (inserted) =>
      inserted.client === client &&
      inserted.clock <= clock &&
      clock < inserted.clock + inserted.length,
  );
  return range === undefined
    ? first
    : { client, clock, length: range.clock + range.length - clock };
}
