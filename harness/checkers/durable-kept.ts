import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, IdRange, PayloadRef } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces } from './content/lacking-pieces.ts';
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
  /** What was durable and did not come back, each run of structs, and of deletions; empty when all did. */
  readonly lost: readonly { readonly piece: 'insert' | 'delete'; readonly structs: IdRange }[];
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
      found.push({ load: event, lost: lostFrom(promised, loaded) });
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
      const { device, room } = load;
      const [structs, deletions] = (['insert', 'delete'] as const).map((of) =>
        lost.flatMap((run) => (run.piece === of ? [run.structs] : [])),
      );
      const ids = [
        ...lackingPieces(history, room, 'inserted', structs ?? []).map(
          ({ client, clock }) => `${client}:${clock}`,
        ),
        ...lackingPieces(history, room, 'deleted', deletions ?? []).map(
          ({ client, clock }) => `the deletion of ${client}:${clock}`,
        ),
      ];
      return findingsAt(
        load,
        ids.map((what) => `the storage of ${device} had ${what} durable, and gave it back no more`),
      );
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

function lostFrom(promised: Promised, loaded: Promised): Reopening['lost'] {
  return [
    ...[...loaded.structs.missingFrom(promised.structs)].map(
      (structs) => ({ piece: 'insert', structs }) as const,
    ),
    ...[...loaded.deletes.missingFrom(promised.deletes)].map(
      (structs) => ({ piece: 'delete', structs }) as const,
    ),
  ];
}
