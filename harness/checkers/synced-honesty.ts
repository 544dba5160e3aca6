import * as Y from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventOf, PayloadRef } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces } from './content/lacking-pieces.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { ReplicaStates, updateIdsOf } from './status/replica-states.ts';
import { indexSyncs, type SyncFacts } from './status/sync-facts.ts';
import type { UpdateIds } from './status/update-ids.ts';

const judged = { rule: 'SYNC-1', title: 'Synced means synced' } as const;

/**
 * When a provider reports synced on a connection, its document holds all structs and deletions that
 * the server held when it processed the connection's SyncStep1, and all that the server's storage
 * held if that was not loaded yet. For an unsolicited SyncStep2: when the server encoded it. A report
 * that no answer preceded is held to what the server's replica held at that moment, which is no more
 * than it will hold when it processes the SyncStep1.
 */
export const syncedHonesty: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const facts = indexSyncs(history);
    const states = new ReplicaStates(history);
    const ofBus = new Set<string>();
    let honest = 0;
    let silent = 0;
    for (const event of history.events) {
      states.feed(event);
      if (event.kind === 'open' && event.bus === true) ofBus.add(event.connection);
      // A way of the bus that is up promises nothing of what its ends hold.
      if (event.kind !== 'sync' || !event.synced || ofBus.has(event.connection)) continue;
      const promise = promiseOf(history, facts, event) ?? claimedEarly(facts, states, event);
      const held = states.at(event.device, event.room);
      if (!promise || !held) {
        silent++;
        continue;
      }
      const { device, room, link, connection, atMs } = event;
      const structs = held.structs.missingFrom(promise.structs);
      const deletions = held.deletes.missingFrom(promise.deletes);
      const missing = [
        ...lackingPieces(history, room, 'inserted', structs).map(
          ({ client, clock }) => `struct ${client}:${clock}`,
        ),
        ...lackingPieces(history, room, 'deleted', deletions).map(
          ({ client, clock }) => `deletion of ${client}:${clock}`,
        ),
      ];
      if (missing.length === 0) honest++;
      findings.push(
        ...findingsAt(
          event,
          missing.map(
            (what) =>
              `${device} reported synced on ${link} (${connection}) at ${Math.round(atMs)} ms without ` +
              `${what}, which ${promise.server} held ${promise.when}`,
          ),
        ),
      );
    }
    return conclude(
      judged,
      findings,
      honest > 0
        ? { saw: `${honest} times a provider reported synced and rightly so${notTold(silent)}` }
        : { missing: `no report of synced could be compared with its server's state` },
    );
  },
};

function notTold(silent: number): string {
  return silent === 0 ? '' : `; of ${silent} more the server did not tell what it held`;
}

interface Promised {
  readonly server: string;
  readonly when: string;
  readonly structs: IdSet;
  readonly deletes: IdSet;
}

/** The state of the server's replica itself, where synced is reported before any answer came. */
function claimedEarly(
  facts: SyncFacts,
  states: ReplicaStates,
  sync: EventOf<'sync'>,
): Promised | undefined {
  const server = sync.link.split('->')[1] ?? '';
  const held = states.at(server, sync.room);
  if (held === undefined || !facts.isUnanswered(sync)) return undefined;
  const { structs, deletes } = held;
  return { server, when: 'at that moment, before it had answered anything', structs, deletes };
}

/** What the client must hold, or undefined where the server did not tell. */
function promiseOf(
  history: History,
  facts: SyncFacts,
  sync: EventOf<'sync'>,
): Promised | undefined {
  const found = facts.snapshotFor(sync);
  if (!found) return undefined;
  const { snapshot, loaded } = found;
  const structs = new IdSet();
  for (const [client, length] of Y.decodeStateVector(history.payload(snapshot.stateVector)))
    structs.add({ client, clock: 0, length });
  const deletes = new IdSet();
  const take = (ref: PayloadRef, isKnown: (ids: UpdateIds) => UpdateIds): boolean => {
    const ids = updateIdsOf(history)(ref);
    if (!ids) return false;
    const known = isKnown(ids);
    structs.addAll(known.structs);
    deletes.addAll(known.deletes);
    return true;
  };
  // A full state also lists what is pending; only what the server's vector covers was its content.
  const integrated = (ids: UpdateIds): UpdateIds => ({
    structs: [],
    deletes: ids.deletes.filter((range) => structs.firstMissingOf(range) === undefined),
  });
  if (!take(snapshot.payload, integrated)) return undefined;
  if (loaded !== undefined && !take(loaded, (ids) => ids)) return undefined;
  const when =
    snapshot.cause === 'step1-processed'
      ? `when it processed the connection's SyncStep1${loaded === undefined ? '' : ', or in storage that it had not loaded'}`
      : 'when it encoded a SyncStep2 that was not asked for';
  return { server: snapshot.device, when, structs, deletes };
}
