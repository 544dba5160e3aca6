import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { linksOf, type Link } from '#harness/topology/links-of.ts';
import { linkCuts } from '../awareness/outages.ts';
import { disturbs } from './disturbs.ts';

/** A link that users of a room needed, and for which nobody dialled. */
export interface Undialled {
  readonly deadline: EventOf<'deadline'>;
  readonly link: Link;
  /** By when somebody should have. */
  readonly dueMs: number;
}

/** A node may learn of its users by the heartbeats of others, twice in y-websocket's watchdog of 30 s. */
const graceMs = 30_000;

/**
 * The links that were due when a deadline was computed (see `due-links.ts`), had no provider then, and
 * got none until half a minute after their whole component had to have converged: a node dials on only
 * once it is dialled itself, and told of users. A cut of the link, or a fault that touches the
 * component, voids that.
 */
export function undialled(history: History): readonly Undialled[] {
  const links = new Map(linksOf(history.topology).map((link) => [link.id, link]));
  const endMs = history.events.at(-1)?.atMs ?? 0;
  const found: Undialled[] = [];
  const dialling = new Set<string>();
  for (const [index, event] of history.events.entries()) {
    if (event.kind === 'status') {
      if (event.status === 'closed') dialling.delete(keyOf(event.room, event.link));
      else dialling.add(keyOf(event.room, event.link));
    } else if (event.kind === 'stop') {
      for (const room of ['', ...history.rooms])
        for (const { id, dialler } of links.values())
          if (dialler === event.device) dialling.delete(keyOf(room, id));
    } else if (event.kind === 'deadline' && event.dueMs + graceMs <= endMs) {
      for (const { link: id } of event.links) {
        const link = links.get(id);
        // A bus is dialled for all rooms at once.
        if (link === undefined || ['', event.room].some((room) => dialling.has(keyOf(room, id))))
          continue;
        const dueMs = event.dueMs + graceMs;
        if (!isExcused(history, index, event, id, dueMs))
          found.push({ deadline: event, link, dueMs });
      }
    }
  }
  return found;
}

/** Whether a provider came, or something kept one from coming, in time. */
function isExcused(
  history: History,
  index: number,
  deadline: EventOf<'deadline'>,
  link: string,
  dueMs: number,
): boolean {
  const cuts = linkCuts(history).get(link) ?? [];
  if (cuts.some(({ fromMs, toMs }) => toMs > deadline.atMs && fromMs <= dueMs)) return true;
  for (let next = index + 1; next < history.events.length; next++) {
    const event = history.events[next];
    if (event === undefined || event.atMs > dueMs) return false;
    if (disturbs(event, deadline)) return true;
    if (event.kind === 'status' && event.link === link && ['', deadline.room].includes(event.room))
      return true;
  }
  return false;
}

function keyOf(room: string, link: string): string {
  return `${room}\n${link}`;
}
