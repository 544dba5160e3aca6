import { Doc } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { digestDoc } from './content-digest.ts';
import { findingsAt } from './content/findings-at.ts';
import { idsOfDoc } from './content/ids-of-doc.ts';
import { lackingPieces } from './content/lacking-pieces.ts';
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
      return findingsAt(snapshot, shadowDifference(history, snapshot, shadow));
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

/** All that a replica differs in from its shadow, a sentence each. */
function shadowDifference(
  history: History,
  snapshot: EventOf<'snapshot'>,
  shadow: Doc,
): readonly string[] {
  const { device, room } = snapshot;
  const held = factsOf(history, snapshot);
  const known = idsOfDoc(shadow);
  const said = (
    of: 'inserted' | 'deleted',
    lacking: Iterable<IdRange>,
    inWords: (id: string) => string,
  ): string[] =>
    lackingPieces(history, room, of, lacking).map(({ client, clock }) =>
      inWords(`${client}:${clock}`),
    );
  const kept = (id: string): string =>
    `${device} told of ${id} in an update event, and has not kept it`;
  const ids = [
    ...said(
      'inserted',
      known.structs.missingFrom(held.structs),
      (id) => `${device} holds ${id}, of which no update event told`,
    ),
    ...said(
      'deleted',
      known.deletes.missingFrom(held.deletes),
      (id) => `${device} deleted ${id}, of which no update event told`,
    ),
    ...said('inserted', held.structs.missingFrom(known.structs), kept),
    ...said('deleted', held.deletes.missingFrom(known.deletes), kept),
  ];
  if (ids.length > 0) return ids;
  return digestDoc(shadow, rootsOf(history)).digest === held.digest().digest
    ? []
    : [`${device} shows other content than its update events put together`];
}
