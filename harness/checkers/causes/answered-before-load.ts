import { decodeStateVector } from 'yjs';
import type { Cause } from '#harness/contract/cause.ts';
import { updateIdsOf } from '../status/replica-states.ts';
import { indexSyncs } from '../status/sync-facts.ts';
import { IdSet } from '../status/id-set.ts';

/**
 * The server answered before its storage was loaded, and what the provider lacks (`client`, `clock`; a
 * deletion where `of` says so) was in the storage, not yet in memory.
 */
export const answeredBeforeLoad: Cause = (history, { seq }, { of, client, clock }) => {
  const sync = history.events.find((event) => event.seq === seq);
  if (sync?.kind !== 'sync') return false;
  const told = indexSyncs(history).snapshotFor(sync);
  if (told?.loaded === undefined) return false;
  const read = updateIdsOf(history);
  const stored = read(told.loaded);
  const held = read(told.snapshot.payload);
  const [inStorage, inMemory] = [new IdSet(), new IdSet()];
  if (of === 'deletion of') {
    inStorage.addAll(stored?.deletes ?? []);
    inMemory.addAll(held?.deletes ?? []);
  } else {
    inStorage.addAll(stored?.structs ?? []);
    for (const [id, length] of decodeStateVector(history.payload(told.snapshot.stateVector)))
      inMemory.add({ client: id, clock: 0, length });
  }
  const id = [Number(client), Number(clock)] as const;
  return inStorage.has(...id) && !inMemory.has(...id);
};
