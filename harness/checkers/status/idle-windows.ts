import type { History } from '#harness/contract/history.ts';
import type { EventBody, EventOf, HistoryEvent } from '#harness/contract/history-event.ts';
import { memoized } from './memoized.ts';

/** A time in which nobody did anything in any room, and all that had been done had settled. */
export interface IdleWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * How long after the last thing done a run counts as idle: by then awareness timeouts (33 s) are
 * over. Longer than the renewal interval, so that renewals alone remain.
 */
const settleMs = 35_000;

/** What somebody does, or what shows that it still has effects. Frames alone are neither. */
const activity: ReadonlySet<EventBody['kind']> = new Set([
  ...(['start', 'stop', 'replica', 'load', 'open', 'close', 'update', 'edit'] as const),
  ...(['fault', 'heal', 'status', 'sync', 'exception'] as const),
]);

/** The idle windows of a history. What was sent before one has arrived, or never will. */
export const idleWindows = memoized((history: History): readonly IdleWindow[] => {
  const endMs = history.events.at(-1)?.atMs ?? 0;
  const windows: IdleWindow[] = [];
  let lastMs: number | undefined;
  const close = (toMs: number): void => {
    if (lastMs !== undefined && toMs > lastMs + settleMs)
      windows.push({ fromMs: lastMs + settleMs, toMs });
  };
  for (const event of history.events) {
    if (!isActivity(event)) continue;
    close(event.atMs);
    lastMs = event.atMs;
  }
  close(endMs);
  return windows;
});

/** Whether somebody did something, or what was done shows effects: not only frames. */
export function isActivity(event: HistoryEvent): boolean {
  return event.kind === 'awareness' ? event.event === 'change' : activity.has(event.kind);
}

/** What a room sent in an idle window, and what it had to send it with. */
export interface IdleTraffic {
  readonly sends: readonly EventOf<'send' | 'receive'>[];
  /** Connections that were open at both ends. */
  readonly connections: number;
  /** Clients that had a state to renew. */
  readonly users: number;
}

/** The traffic of one room in one idle window. Connections and users do not change in it. */
export function idleTraffic(history: History, room: string, window: IdleWindow): IdleTraffic {
  const sends: EventOf<'send' | 'receive'>[] = [];
  const open = new Map<string, number>();
  const own = new Map<string, number>();
  const users = new Set<string>();
  for (const event of history.events) {
    // What ends the window may have sent before it was journalled.
    if (event.atMs >= window.toMs) break;
    if (event.kind === 'replica') {
      if (event.state === 'opened') own.set(event.replica, event.clientId);
      else users.delete(event.replica);
    }
    if (event.kind === 'awareness' && event.room === room) {
      const entry = event.states.find(({ client }) => client === own.get(event.replica));
      if (entry && entry.state !== null) users.add(event.replica);
      else if (entry) users.delete(event.replica);
    }
    if (!('room' in event) || event.room !== room) continue;
    if (event.kind === 'open') open.set(event.connection, (open.get(event.connection) ?? 0) + 1);
    if (event.kind === 'close') open.delete(event.connection);
    if (event.kind === 'send' && event.atMs >= window.fromMs) sends.push(event);
  }
  return {
    sends,
    connections: [...open.values()].filter((ends) => ends === 2).length,
    users: users.size,
  };
}
