import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { presenceReplicas } from './awareness/presence-replicas.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'AWARE-6', title: 'Nobody speaks for a user' } as const;

/**
 * No replica shows a state at a clock that its user never reached. A clock is its user's own: who
 * raises it keeps users shown who are gone, and makes what they say next look old.
 */
export const forgedPresence: Checker = {
  ...judged,
  check(history) {
    const reached = new Map<string, number>();
    const owners = new Map<string, string>();
    for (const { replica, room, client } of presenceReplicas(history)) {
      const key = `${room}\n${client}`;
      owners.set(replica, key);
      reached.set(key, reached.get(key) ?? 0);
    }
    for (const event of history.events) {
      if (event.kind !== 'awareness') continue;
      for (const { client, clock } of event.states) {
        const key = `${event.room}\n${client}`;
        if (owners.get(event.replica) === key)
          reached.set(key, Math.max(clock, reached.get(key) ?? 0));
      }
    }
    const findings: Finding[] = [];
    let shown = 0;
    for (const event of history.events) {
      if (event.kind !== 'awareness') continue;
      for (const { client, clock, state } of event.states) {
        const most = reached.get(`${event.room}\n${client}`);
        if (state === null || most === undefined) continue;
        shown++;
        if (clock <= most) continue;
        const { device, room, seq } = event;
        const detail = `${device} shows ${client} at clock ${clock}, though that user never came beyond ${most}`;
        findings.push({ detail, seq, device, room });
      }
    }
    return conclude(
      judged,
      findings,
      shown > 0
        ? { saw: `${shown} states shown, none newer than its user's own` }
        : { missing: 'no replica showed a state' },
    );
  },
};
