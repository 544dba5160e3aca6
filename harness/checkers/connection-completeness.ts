import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { cutAtEnd } from './content/cut-at-end.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces, type Id } from './content/lacking-pieces.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { withoutIdentity } from './content/reload.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { payloadReader } from './status/payload-reader.ts';
import { readFrame } from './status/read-frame.ts';
import { ReplicaStates } from './status/replica-states.ts';
import { updateIds, type UpdateIds } from './status/update-ids.ts';

const judged = {
  rule: 'CONV-3',
  title: 'Every open connection carried what its ends hold',
} as const;

interface CarriedUpdate {
  readonly ids: UpdateIds;
  readonly bytes: Uint8Array;
}

const carriedBy = payloadReader((frame: Uint8Array): readonly CarriedUpdate[] =>
  readFrame(frame).flatMap((message) =>
    message.kind === 'update' || message.kind === 'step2'
      ? [{ ids: updateIds(message.body), bytes: message.body }]
      : [],
  ),
);

/** One end of a connection: what it had, and what passed it. */
interface End {
  readonly opened: EventOf<'open'>;
  readonly structs: IdSet;
  readonly deletes: IdSet;
  /** The updates behind the two sets. */
  readonly updates: Uint8Array[];
}

/**
 * For every connection that is open at quiescence: what either end held when it opened or asked, and
 * the frames it carried since, contain what the other end holds. So a link that lost something is found
 * although another link made up for it. A way of the servers' bus is no such connection.
 */
export const connectionCompleteness: Checker = {
  ...judged,
  check(history) {
    const open = openConnections(history);
    const findings = open.flatMap((ends) => incompleteEnds(history, ends));
    return conclude(
      judged,
      findings,
      open.length === 0
        ? { missing: 'no connection was open at the end' }
        : { saw: `${open.length} connections` },
    );
  },
};

/** Both ends of every connection that opened and never closed. */
function openConnections(history: History): readonly (readonly End[])[] {
  const states = new ReplicaStates(history);
  const applied = new Map<string, Uint8Array[]>();
  const connections = new Map<string, End[]>();
  const takeIn = ({ opened, structs, deletes, updates }: End): void => {
    const state = states.at(opened.device, opened.room);
    if (state === undefined) return;
    structs.addAll(state.structs.ranges());
    deletes.addAll(state.deletes.ranges());
    updates.push(...(applied.get(state.replica) ?? []));
  };
  for (const event of history.events) {
    states.feed(event);
    switch (event.kind) {
      case 'update': {
        const updates = applied.get(event.replica) ?? [];
        updates.push(history.payload(event.payload));
        applied.set(event.replica, updates);
        break;
      }
      case 'open': {
        // What a bus carries is the servers' own, and need not be for everybody.
        if (event.bus === true) break;
        const end = { opened: event, structs: new IdSet(), deletes: new IdSet(), updates: [] };
        takeIn(end);
        connections.set(event.connection, [...(connections.get(event.connection) ?? []), end]);
        break;
      }
      case 'send': {
        // What an end has when it asks is what it need not be sent: a room may load after its door opened.
        const asking = connections
          .get(event.connection)
          ?.find(({ opened }) => opened.end === event.end);
        if (event.frame === 'step1' && asking !== undefined) takeIn(asking);
        break;
      }
      case 'receive':
        for (const { ids, bytes } of carriedBy(history)(event.payload) ?? []) {
          for (const end of connections.get(event.connection) ?? []) {
            end.structs.addAll(ids.structs);
            end.deletes.addAll(ids.deletes);
            end.updates.push(bytes);
          }
        }
        break;
      case 'close':
        connections.delete(event.connection);
        break;
      case 'stop':
        for (const [id, ends] of connections) {
          if (ends.some(({ opened }) => opened.device === event.device)) connections.delete(id);
        }
        break;
      default:
    }
  }
  const cut = cutAtEnd(history);
  const awake = new Set(finalSnapshots(history).map(({ device }) => device));
  // A connection over a cut link, or to a sleeper, is open by name only.
  return [...connections.values()].filter(
    (ends) =>
      ends.length === 2 &&
      ends.every(({ opened }) => !cut.has(opened.link) && awake.has(opened.device)),
  );
}

function incompleteEnds(history: History, ends: readonly End[]): Finding[] {
  return ends.flatMap((receiver) => {
    const sender = ends.find((end) => end !== receiver);
    const held = finalSnapshots(history).find(
      ({ device, room }) => device === sender?.opened.device && room === sender.opened.room,
    );
    if (sender === undefined || held === undefined) return [];
    const facts = factsOf(history, held);
    const { device, room, link, connection } = receiver.opened;
    const structs = receiver.structs.missingFrom(facts.structs);
    const deletions =
      receiver.deletes.firstMissingFrom(facts.deletes) === undefined
        ? []
        : integrated(receiver).missingFrom(facts.deletes);
    const inWords = ({ client, clock }: Id, deletion: string): string =>
      `connection ${connection} on ${link} never brought ${device} ${deletion}${client}:${clock}, which ${sender.opened.device} holds`;
    return findingsAt(receiver.opened, [
      ...lackingPieces(history, room, 'inserted', structs).map((id) => inWords(id, '')),
      ...lackingPieces(history, room, 'deleted', deletions).map((id) =>
        inWords(id, 'the deletion of '),
      ),
    ]);
  });
}

/**
 * Deletions that follow from what the end had and was sent: of concurrent writes to a map's key Yjs
 * deletes the losers on integration, and no frame carries that.
 */
function integrated({ updates }: End): IdSet {
  const doc = new Doc({ guid: withoutIdentity });
  for (const update of updates) applyUpdate(doc, update);
  const deletes = new IdSet();
  deletes.addAll(updateIds(encodeStateAsUpdate(doc)).deletes);
  doc.destroy();
  return deletes;
}
