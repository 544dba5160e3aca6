import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { updateIdsOf } from './status/replica-states.ts';

const judged = { rule: 'STATE-2', title: 'What was durable is there after a restart' } as const;

/**
 * A replica that is opened again holds at least what its storage had reported durable, unless a fault
 * destroyed that storage.
 */
export const durableKept: Checker = {
  ...judged,
  check(history) {
    const read = updateIdsOf(history);
    const durable = new Map<string, { structs: IdSet; deletes: IdSet }>();
    const findings: Finding[] = [];
    let reopened = 0;
    for (const event of history.events) {
      if (event.kind === 'storage' && event.state === 'durable') {
        const key = `${event.device} ${event.room}`;
        const kept = durable.get(key) ?? { structs: new IdSet(), deletes: new IdSet() };
        durable.set(key, kept);
        const ids = read(event.payload);
        kept.structs.addAll(ids?.structs ?? []);
        kept.deletes.addAll(ids?.deletes ?? []);
      } else if (event.kind === 'fault' && event.action.do === 'disk-loss') {
        const { device } = event.action;
        for (const key of durable.keys()) if (key.startsWith(`${device} `)) durable.delete(key);
      } else if (event.kind === 'load' && event.state === 'ready' && event.payload !== undefined) {
        const promised = durable.get(`${event.device} ${event.room}`);
        if (promised === undefined) continue;
        reopened++;
        const loaded = { structs: new IdSet(), deletes: new IdSet() };
        const ids = read(event.payload);
        loaded.structs.addAll(ids?.structs ?? []);
        loaded.deletes.addAll(ids?.deletes ?? []);
        const lost =
          loaded.structs.firstMissingFrom(promised.structs) ??
          loaded.deletes.firstMissingFrom(promised.deletes);
        if (lost === undefined) continue;
        findings.push({
          seq: event.seq,
          device: event.device,
          room: event.room,
          detail: `the storage of ${event.device} had ${lost.client}:${lost.clock} durable, and gave it back no more`,
        });
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
