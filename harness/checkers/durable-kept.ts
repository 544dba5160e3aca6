import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, IdRange, PayloadRef } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { memoized } from './status/memoized.ts';
import { updateIdsOf } from './status/replica-states.ts';
import type { UpdateIds } from './status/update-ids.ts';

const judged = { rule: 'STATE-2', title: 'What was durable is there after a restart' } as const;

/** Structs and deletions that a storage reported durable. */
class Promised {
  readonly structs = new IdSet();
  readonly deletes = new IdSet();

  add(ids: UpdateIds | undefined): this {
    this.structs.addAll(ids?.structs ?? []);
    this.deletes.addAll(ids?.deletes ?? []);
    return this;
  }
}

/** A replica opened again on storage that had made promises. */
export interface Reopening {
  readonly load: EventOf<'load'>;
  /** The first thing that was durable and did not come back; null when all did. */
  readonly lost: { readonly piece: 'insert' | 'delete'; readonly structs: IdRange } | null;
}

/** Every replica that was opened again, in order, unless a fault destroyed its storage. */
export const reopenings = memoized((history: History): readonly Reopening[] => {
  const read = updateIdsOf(history);
  const durable = new Map<string, Set<PayloadRef>>();
  const expected = new Map<string, { readonly device: string; readonly promised: Promised }>();
  const found: Reopening[] = [];
  for (const event of history.events) {
    if (event.kind === 'storage') {
      const key = `${event.device} ${event.room}`;
      const records = durable.get(key) ?? new Set();
      durable.set(key, records);
      if (event.state === 'durable') records.add(event.payload);
      else if (event.state === 'lost') records.delete(event.payload);
    } else if (event.kind === 'fault' && event.action.do === 'disk-loss') {
      const { device } = event.action;
      for (const key of durable.keys()) if (key.startsWith(`${device} `)) durable.delete(key);
      for (const [replica, load] of expected) if (load.device === device) expected.delete(replica);
    } else if (event.kind === 'load' && event.state === 'started') {
      const { device, room, replica } = event;
      const records = durable.get(`${device} ${room}`);
      if (records === undefined) continue;
      const promised = new Promised();
      for (const record of records) promised.add(read(record));
      expected.set(replica, { device, promised });
    } else if (event.kind === 'load' && event.payload !== undefined) {
      const promised = expected.get(event.replica)?.promised;
      if (promised === undefined) continue;
      const loaded = new Promised().add(read(event.payload));
      found.push({ load: event, lost: firstLost(promised, loaded) });
    }
  }
  return found;
});

/**
 * A replica that is opened again loads at least what its storage had reported durable when it began to
 * load, unless a fault destroyed that storage.
 */
export const durableKept: Checker = {
  ...judged,
  check(history) {
    const reopened = reopenings(history);
    const findings = reopened.flatMap(({ load, lost }): Finding[] => {
      if (lost === null) return [];
      const { seq, device, room } = load;
      const id = `${lost.structs.client}:${lost.structs.clock}`;
      const what = lost.piece === 'insert' ? id : `the deletion of ${id}`;
      const detail = `the storage of ${device} had ${what} durable, and gave it back no more`;
      return [{ seq, device, room, detail }];
    });
    return conclude(
      judged,
      findings,
      reopened.length === 0
        ? { missing: 'no replica was opened again on storage that held something' }
        : { saw: `${reopened.length} reopened replicas` },
    );
  },
};

function firstLost(promised: Promised, loaded: Promised): Reopening['lost'] {
  const [struct] = loaded.structs.missingFrom(promised.structs);
  if (struct !== undefined) return { piece: 'insert', structs: struct };
  const [deletion] = loaded.deletes.missingFrom(promised.deletes);
  return deletion === undefined ? null : { piece: 'delete', structs: deletion };
}
