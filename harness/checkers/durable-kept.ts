import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, PayloadRef } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
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

/**
 * A replica that is opened again loads at least what its storage had reported durable when it began to
 * load, unless a fault destroyed that storage.
 */
export const durableKept: Checker = {
  ...judged,
  check(history) {
    const read = updateIdsOf(history);
    const durable = new Map<string, Set<PayloadRef>>();
    const expected = new Map<string, { readonly device: string; readonly promised: Promised }>();
    const findings: Finding[] = [];
    let reopened = 0;
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
        for (const [replica, load] of expected)
          if (load.device === device) expected.delete(replica);
      } else if (event.kind === 'load' && event.state === 'started') {
        const { device, room, replica } = event;
        const records = durable.get(`${device} ${room}`);
        if (records === undefined) continue;
        const promised = new Promised();
        for (const record of records) promised.add(read(record));
        expected.set(replica, { device, promised });
      } else if (event.kind === 'load' && event.payload !== undefined) {
        const load = expected.get(event.replica);
        if (load === undefined) continue;
        reopened++;
        findings.push(...lost(history, event, load.promised));
      }
    }
    return conclude(
      judged,
      findings,
      reopened === 0
        ? { missing: 'no replica was opened again on storage that held something' }
        : { saw: `${reopened} reopened replicas` },
    );
  },
};

function lost(history: History, event: EventOf<'load'>, promised: Promised): Finding[] {
  if (event.payload === undefined) return [];
  const loaded = new Promised().add(updateIdsOf(history)(event.payload));
  const struct = loaded.structs.firstMissingFrom(promised.structs);
  const deletion = loaded.deletes.firstMissingFrom(promised.deletes);
  const id = struct ?? deletion;
  if (id === undefined) return [];
  const { seq, device, room } = event;
  const what = `${struct === undefined ? 'the deletion of ' : ''}${id.client}:${id.clock}`;
  const detail = `the storage of ${device} had ${what} durable, and gave it back no more`;
  return [{ seq, device, room, detail }];
}
