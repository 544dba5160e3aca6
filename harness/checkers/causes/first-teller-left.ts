import type { Cause } from '#harness/contract/cause.ts';
import type { History } from '#harness/contract/history.ts';
import { presenceReplicas } from '../awareness/presence-replicas.ts';
import { readAwareness } from '../awareness/read-awareness.ts';
import { memoized } from '../status/memoized.ts';
import { payloadReader } from '../status/payload-reader.ts';

/** A state that a server took back because a connection ended that had once added it. */
interface Removal {
  readonly seq: number;
  readonly room: string;
  readonly client: number;
  readonly clock: number;
}

/**
 * A server had removed the user (`subject`) at that very clock, told by nobody and before any time-out, when a
 * connection had ended there that had once been the first to tell of them.
 */
export const firstTellerLeft: Cause = (history, { seq = -1, room, device }, { subject }) => {
  const shown = history.events[seq];
  if (shown?.kind !== 'awareness' || shown.device !== device) return false;
  const clients = presenceReplicas(history).flatMap((replica) =>
    replica.device === subject && replica.room === room ? [replica.client] : [],
  );
  return shown.states.some(
    ({ client, clock }) =>
      shown.removed.includes(client) &&
      clients.includes(client) &&
      removals(history).some(
        (removal) =>
          removal.seq < seq &&
          removal.room === room &&
          removal.client === client &&
          removal.clock === clock,
      ),
  );
};

const entriesOf = payloadReader(readAwareness);

const removals = memoized((history: History): readonly Removal[] => {
  const read = entriesOf(history);
  const found: Removal[] = [];
  /** By server, room and client: who first told of each clock, and when each was last said to be over. */
  const firsts = new Map<string, string>();
  const goodbyes = new Map<string, number>();
  /** By the same: the connections that added the client there, at some time. */
  const tellers = new Map<string, Set<string>>();
  const endings = endingsAtListeners(history);
  for (const event of history.events) {
    if (event.kind === 'stop')
      for (const known of [firsts, goodbyes, tellers])
        for (const key of known.keys()) if (key.startsWith(`${event.device}\n`)) known.delete(key);
    if (!('room' in event)) continue;
    const keyOf = (client: number): string => `${event.device}\n${event.room}\n${client}`;
    if (event.kind === 'receive' && event.end === 'listener' && event.frame === 'awareness') {
      for (const { client, clock, gone } of read(event.payload) ?? []) {
        const said = `${keyOf(client)}\n${clock}`;
        if (gone) goodbyes.set(said, event.atMs);
        else if (!firsts.has(said)) firsts.set(said, event.connection);
      }
    } else if (event.kind === 'awareness' && event.event === 'change') {
      for (const { client, clock } of event.states) {
        const said = `${keyOf(client)}\n${clock}`;
        const teller = firsts.get(said);
        if (event.added.includes(client) && teller !== undefined)
          tellers.set(keyOf(client), (tellers.get(keyOf(client)) ?? new Set()).add(teller));
        const hasLeft = [...(tellers.get(keyOf(client)) ?? [])].some(
          (connection) => (endings.get(`${event.device}\n${connection}`) ?? Infinity) <= event.atMs,
        );
        const isTold = event.origin !== 'remote' || goodbyes.has(said);
        if (event.removed.includes(client) && hasLeft && !isTold)
          found.push({ seq: event.seq, room: event.room, client, clock });
      }
    }
  }
  return found;
});

/** When each connection ended at the device that it was dialled to. */
function endingsAtListeners({ events }: History): ReadonlyMap<string, number> {
  return new Map(
    events.flatMap((event): [string, number][] =>
      event.kind === 'close' && event.end === 'listener'
        ? [[`${event.device}\n${event.connection}`, event.atMs]]
        : [],
    ),
  );
}
