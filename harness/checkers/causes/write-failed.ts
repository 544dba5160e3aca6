import type { Cause } from '#harness/contract/cause.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import { factsOf, finalSnapshots } from '../content/replica-facts.ts';
import { IdSet } from '../status/id-set.ts';
import { updateIdsOf } from '../status/replica-states.ts';

/**
 * What a storage lacks (`client`, `clock`; a deletion where `of` says so) is in records of which none became
 * durable before the disk refused one, and none later; or it waits in the storage for such.
 */
export const writeFailed: Cause = (history, { seq }, { of, client, clock }) => {
  const stored = history.events.find((event) => event.seq === seq);
  if (stored?.kind !== 'snapshot' || stored.cause !== 'cold-start') return false;
  const refused = refusedAt(history, stored);
  const { structs, deletes } = refused;
  const id = [Number(client), Number(clock)] as const;
  if ((of === 'has not deleted' ? deletes : structs).has(...id)) return true;
  const live = finalSnapshots(history).find(({ replica }) => replica === stored.replica);
  if (!stored.pendingStructs || live === undefined) return false;
  const lacking = [...factsOf(history, stored).structs.missingFrom(factsOf(history, live).structs)];
  return lacking.some((range) => structs.firstOf(range) !== undefined);
};

/** What was written at a device, refused by its disk, and never durable. */
function refusedAt(history: History, { device, room }: EventOf<'snapshot'>) {
  const read = updateIdsOf(history);
  const underway: { structs: IdRange[]; deletes: IdRange[] } = { structs: [], deletes: [] };
  const refused = { structs: new IdSet(), deletes: new IdSet() };
  const durable = { structs: new IdSet(), deletes: new IdSet() };
  for (const event of history.events) {
    if (event.device !== device || !('room' in event) || event.room !== room) continue;
    if (event.kind === 'storage' && event.state !== 'lost') {
      const ids = read(event.payload);
      for (const of of ['structs', 'deletes'] as const)
        if (event.state === 'durable') durable[of].addAll(ids?.[of] ?? []);
        else underway[of].push(...(ids?.[of] ?? []));
    } else if (event.kind === 'storage-failed') {
      for (const of of ['structs', 'deletes'] as const) {
        refused[of].addAll(underway[of].flatMap((range) => [...durable[of].gapsIn(range)]));
        underway[of] = [];
      }
    }
  }
  const never = (of: 'structs' | 'deletes'): IdSet => {
    const ids = new IdSet();
    ids.addAll(durable[of].missingFrom(refused[of]));
    return ids;
  };
  return { structs: never('structs'), deletes: never('deletes') };
}
