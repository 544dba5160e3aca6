import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventOf, HistoryEvent } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces } from './content/lacking-pieces.ts';
import { conclude } from './status/conclude.ts';
import { Obligation } from './status/obligation.ts';
import { ReplicaStates } from './status/replica-states.ts';
import { disturbs } from './status/disturbs.ts';

const judged = { rule: 'LIVE-1', title: 'Healed means converged in time' } as const;

/**
 * All that any replica of a component held when it was healed is at every replica of it by the
 * deadline that the link model computed then. A fault, or a replica that ends, before it was met or
 * due voids a deadline: the next heal sets a new one.
 */
export const liveness: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const met: string[] = [];
    const states = new ReplicaStates(history);
    let open: Obligation[] = [];
    const settle = (obligation: Obligation, untilMs: number): void => {
      const { metMs, deadline } = obligation;
      if (metMs !== null && metMs <= deadline.dueMs) met.push(says(obligation, metMs));
      else if (untilMs > deadline.dueMs) findings.push(...late(history, obligation));
    };
    for (const event of history.events) {
      open = open.filter((obligation) => {
        const { deadline, metMs } = obligation;
        if (metMs === null && event.atMs <= deadline.dueMs && !disturbs(event, deadline))
          return true;
        settle(obligation, event.atMs);
        return false;
      });
      states.feed(event);
      if (event.kind === 'update')
        for (const obligation of open) obligation.updated(event.replica, event.atMs);
      else if (event.kind === 'deadline') open.push(obligationOf(event, states));
    }
    const endMs = history.events.at(-1)?.atMs ?? 0;
    // Where nothing is left to do, what is missing will never come.
    const isOver = history.events.some((event) => event.kind === 'quiescence' && event.reached);
    for (const obligation of open) settle(obligation, isOver ? Infinity : endMs);
    return conclude(
      judged,
      findings,
      met.length > 0 ? { saw: met.join('; ') } : { missing: whyNot(history) },
    );
  },
};

function obligationOf(event: EventOf<'deadline'>, states: ReplicaStates): Obligation {
  const members = states.open(event.room).filter(({ device }) => event.component.includes(device));
  return new Obligation(event, members);
}

function says({ deadline }: Obligation, metMs: number): string {
  const { atMs, dueMs, slowest } = deadline;
  const way = slowest.links.join(', ') || 'no link';
  return `converged ${seconds(metMs - atMs)} after ${seconds(atMs)}, deadline ${seconds(dueMs - atMs)} (${way})`;
}

function late(history: History, obligation: Obligation): Finding[] {
  const { atMs, dueMs, slowest, room, seq } = obligation.deadline;
  const due =
    `of room ${room} at ${seconds(dueMs)}: due ${seconds(dueMs - atMs)} after ${seconds(atMs)}, of which ` +
    `${seconds(slowest.reconnectMs)} reconnection and ${seconds(slowest.travelMs)} travel over ${slowest.links.join(', ')}`;
  return obligation.lacking().flatMap(({ device, structs, deletes }) => {
    const lacked = [
      ...lackingPieces(history, room, 'inserted', structs).map(
        ({ client, clock }) => `struct ${client}:${clock}`,
      ),
      ...lackingPieces(history, room, 'deleted', deletes).map(
        ({ client, clock }) => `deletion of ${client}:${clock}`,
      ),
    ];
    return findingsAt(
      { seq, device, room },
      lacked.map((what) => `${device} lacked ${what} ${due}`),
    );
  });
}

function whyNot({ events }: History): string {
  return events.some(({ kind }: HistoryEvent) => kind === 'deadline')
    ? 'every deadline was overtaken by a fault, a departure or the end of the run'
    : 'no deadline was computed';
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(3)} s`;
}
