import { equalityDeep } from 'lib0/function';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'EVENT-3', title: 'Awareness events tell the whole story' } as const;

/** What an editor knows that only listens to `change`. */
interface Shadow {
  readonly own: number;
  readonly states: Map<number, Json>;
  /** The last event that named an id. */
  readonly toldBy: Map<number, number>;
}

/**
 * States fed only by awareness `change` events equal `getStates()`, per replica. A replica's own id
 * is left out: Yjs names it as removed when a peer says so, and keeps the state.
 */
export const awarenessShadow: Checker = {
  ...judged,
  check({ events }) {
    const shadows = new Map<string, Shadow>();
    const findings: Finding[] = [];
    let compared = 0;
    for (const event of events) {
      if (event.kind === 'replica' && event.state === 'opened')
        shadows.set(event.replica, {
          ...{ own: event.clientId, states: new Map(), toldBy: new Map() },
        });
      else if (event.kind === 'awareness' && event.event === 'change')
        follow(shadows.get(event.replica), event);
      else if (event.kind === 'presence') {
        const shadow = shadows.get(event.replica);
        if (!shadow) continue;
        compared++;
        findings.push(...compare(shadow, event));
      }
    }
    return conclude(
      judged,
      findings,
      compared > 0
        ? { saw: `${compared} lists of states equal what change events had told` }
        : { missing: 'no full list of states was journalled' },
    );
  },
};

function follow(shadow: Shadow | undefined, event: EventOf<'awareness'>): void {
  if (!shadow) return;
  for (const { client, state } of event.states) {
    if (event.removed.includes(client)) shadow.states.delete(client);
    else shadow.states.set(client, state);
    shadow.toldBy.set(client, event.seq);
  }
}

function compare(shadow: Shadow, event: EventOf<'presence'>): Finding[] {
  const { device, room, seq } = event;
  const shown = new Map(
    event.states.flatMap(({ client, state }) => (state === null ? [] : [[client, state] as const])),
  );
  return [...new Set([...shown.keys(), ...shadow.states.keys()])].flatMap((client): Finding[] => {
    const told = shadow.states.get(client) ?? null;
    const state = shown.get(client) ?? null;
    if (client === shadow.own || equalityDeep(told, state)) return [];
    const detail =
      `${device} holds ${JSON.stringify(state)} for client ${client}, but its change events told ` +
      `${JSON.stringify(told)}`;
    return [{ detail, seq: shadow.toldBy.get(client) ?? seq, device, room }];
  });
}
