import type { Checker } from '#harness/contract/checker.ts';
import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { presenceReplicas } from './awareness/presence-replicas.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'AWARE-5', title: 'Every user shown is a client' } as const;

/**
 * Every state that any replica shows belongs to a client of the topology that opened the room: not
 * to a server, not to another room, not to nobody. A replica's own id in its own awareness is shown
 * to nobody by that.
 */
export const noPhantom: Checker = {
  ...judged,
  check(history) {
    const replicas = presenceReplicas(history);
    const users = new Set(
      replicas
        .filter(({ kind }) => kind !== 'node')
        .map(({ room, client }) => `${room}\n${client}`),
    );
    const ownIds = new Map(replicas.map(({ replica, client }) => [replica, client]));
    const accused = new Set<string>();
    const findings: Finding[] = [];
    let shown = 0;
    for (const event of history.events) {
      for (const client of shownIn(event)) {
        if (!('room' in event) || event.room === undefined || !('replica' in event)) continue;
        const { room, replica, device, seq } = event;
        if (client === ownIds.get(replica)) continue;
        shown++;
        const key = `${device}\n${room}\n${client}`;
        if (users.has(`${room}\n${client}`) || accused.has(key)) continue;
        accused.add(key);
        const owner = replicas.find((other) => other.client === client);
        const whose = owner ? `${owner.kind} ${owner.device} (room ${owner.room})` : 'nobody';
        const detail = `${device} shows a user with client id ${client} in room ${room}, which belongs to ${whose}`;
        findings.push({ detail, seq, device, room });
      }
    }
    return conclude(
      judged,
      findings,
      shown > 0
        ? { saw: `${shown} states shown, each of a client of the topology` }
        : { missing: 'no replica showed a state of another' },
    );
  },
};

/** The client ids whose states an event says are shown. */
function shownIn(event: HistoryEvent): readonly number[] {
  if (event.kind === 'awareness') {
    if (event.event !== 'change') return [];
    return [...event.added, ...event.updated];
  }
  if (event.kind !== 'presence') return [];
  return event.states.flatMap(({ client, state }) => (state === null ? [] : [client]));
}
