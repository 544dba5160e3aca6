import { Doc } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { digestDoc } from './content-digest.ts';
import { idsOfDoc } from './content/ids-of-doc.ts';
import { mergeInto } from './content/merge-into.ts';
import { factsOf, finalSnapshots, rootsOf } from './content/replica-facts.ts';
import { withoutIdentity } from './content/reload.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'EVENT-1', title: 'Update events tell everything' } as const;

/**
 * A shadow document, fed with nothing but the `update` events of one Y.Doc, equals that document at the
 * end: editors, storages and relays live on events, not on state.
 */
export const updateShadow: Checker = {
  ...judged,
  check(history) {
    const told = toldByReplica(history);
    const finals = finalSnapshots(history);
    const findings = finals.flatMap((snapshot) => {
      const shadow = new Doc({ guid: withoutIdentity });
      mergeInto(shadow, told.get(snapshot.replica) ?? []);
      const detail = shadowDifference(history, snapshot, shadow);
      const { seq, device, room } = snapshot;
      return detail === null ? [] : [{ seq, device, room, detail }];
    });
    return conclude(
      judged,
      findings,
      finals.length === 0
        ? { missing: 'no replica was observed at the end' }
        : { saw: `${finals.length} replicas` },
    );
  },
};

/** The distinct updates that each replica's events told of. */
function toldByReplica(history: History): ReadonlyMap<string, ReadonlySet<Uint8Array>> {
  const told = new Map<string, Set<Uint8Array>>();
  for (const event of history.events) {
    if (event.kind !== 'update') continue;
    const updates = told.get(event.replica) ?? new Set();
    told.set(event.replica, updates.add(history.payload(event.payload)));
  }
  return told;
}

/** How a replica differs from its shadow, in words; null when they are equal. */
function shadowDifference(
  history: History,
  snapshot: EventOf<'snapshot'>,
  shadow: Doc,
): string | null {
  const { device } = snapshot;
  const held = factsOf(history, snapshot);
  const known = idsOfDoc(shadow);
  const untold = known.structs.firstMissingFrom(held.structs);
  if (untold !== undefined)
    return `${device} holds ${untold.client}:${untold.clock}, of which no update event told`;
  const secret = known.deletes.firstMissingFrom(held.deletes);
  if (secret !== undefined)
    return `${device} deleted ${secret.client}:${secret.clock}, of which no update event told`;
  const extra =
    held.structs.firstMissingFrom(known.structs) ?? held.deletes.firstMissingFrom(known.deletes);
  if (extra !== undefined)
    return `${device} told of ${extra.client}:${extra.clock} in an update event, and has not kept it`;
  return digestDoc(shadow, rootsOf(history)).digest === held.digest().digest
    ? null
    : `${device} shows other content than its update events put together`;
}
