import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { factsOf, finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { payloadReader } from './status/payload-reader.ts';
import { readFrame } from './status/read-frame.ts';
import { ReplicaStates, updateIdsOf } from './status/replica-states.ts';
import { updateIds } from './status/update-ids.ts';

const judged = {
  rule: 'CONV-3',
  title: 'Every open connection carried what its ends hold',
} as const;

const carriedBy = payloadReader((frame: Uint8Array) =>
  readFrame(frame).flatMap((message) =>
    message.kind === 'update' || message.kind === 'step2' ? [updateIds(message.body)] : [],
  ),
);

interface Carried {
  readonly opened: EventOf<'open'>;
  readonly structs: IdSet;
  readonly deletes: IdSet;
}

/**
 * For every connection that is open at quiescence: what either end held when it opened, or had in its
 * storage, and the frames it carried since, contain what the other end holds. So a link that lost something is found
 * although another link made up for it.
 */
export const connectionCompleteness: Checker = {
  ...judged,
  check(history) {
    const open = openConnections(history);
    const findings = [...open.values()].flatMap((ends) => incompleteEnds(history, ends));
    return conclude(
      judged,
      findings,
      open.size === 0
        ? { missing: 'no connection was open at the end' }
        : { saw: `${open.size} connections` },
    );
  },
};

/** Ends that opened and never closed, each with what it had and what passed it. */
function openConnections(history: History): ReadonlyMap<string, readonly Carried[]> {
  const states = new ReplicaStates(history);
  const connections = new Map<string, Carried[]>();
  for (const event of history.events) {
    states.feed(event);
    if (event.kind === 'open') {
      const state = states.at(event.device, event.room);
      const carried = { opened: event, structs: new IdSet(), deletes: new IdSet() };
      carried.structs.addAll(state?.structs.ranges() ?? []);
      carried.deletes.addAll(state?.deletes.ranges() ?? []);
      const ends = connections.get(event.connection) ?? [];
      connections.set(event.connection, [...ends, carried]);
    } else if (event.kind === 'close') connections.delete(event.connection);
    else if (event.kind === 'stop') {
      for (const [id, ends] of connections) {
        if (ends.some(({ opened }) => opened.device === event.device)) connections.delete(id);
      }
    } else if (event.kind === 'update' && event.origin.from === 'storage') {
      // Loaded behind the connection's back: part of the state it began with.
      const ids = updateIdsOf(history)(event.payload);
      for (const end of [...connections.values()].flat()) {
        if (end.opened.device !== event.device || end.opened.room !== event.room) continue;
        end.structs.addAll(ids?.structs ?? []);
        end.deletes.addAll(ids?.deletes ?? []);
      }
    } else if (event.kind === 'receive') {
      const updates = carriedBy(history)(event.payload) ?? [];
      for (const end of connections.get(event.connection) ?? []) {
        for (const { structs, deletes } of updates) {
          end.structs.addAll(structs);
          end.deletes.addAll(deletes);
        }
      }
    }
  }
  return new Map([...connections].filter(([, ends]) => ends.length === 2));
}

function incompleteEnds(history: History, ends: readonly Carried[]): Finding[] {
  return ends.flatMap((receiver) => {
    const sender = ends.find((end) => end !== receiver);
    const held = finalSnapshots(history).find(
      ({ device, room }) => device === sender?.opened.device && room === sender.opened.room,
    );
    if (sender === undefined || held === undefined) return [];
    const facts = factsOf(history, held);
    const missing =
      receiver.structs.firstMissingFrom(facts.structs) ??
      receiver.deletes.firstMissingFrom(facts.deletes);
    if (missing === undefined) return [];
    const { device, room, link, connection, seq } = receiver.opened;
    const detail = `connection ${connection} on ${link} never brought ${device} ${missing.client}:${missing.clock}, which ${sender.opened.device} holds`;
    return [{ detail, seq, device, room }];
  });
}
