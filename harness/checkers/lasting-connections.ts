import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventBody, EventOf } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { linksOf, type Link } from '#harness/topology/links-of.ts';
import { disturbances, linkCuts, linkShapes } from './awareness/outages.ts';
import type { Hole } from './awareness/intervals.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LIVE-5', title: 'Connections last' } as const;

/**
 * By when everything that somebody did has had its effects: watchdogs (33 s at a provider, two heartbeats
 * and a closing handshake at a server), and rooms that a node drops for want of users.
 */
const settleMs = 120_000;

/** What somebody does to a run. What connections do is what is judged. */
const activity: ReadonlySet<EventBody['kind']> = new Set([
  ...(['start', 'stop', 'edit', 'fault', 'heal', 'mark'] as const),
]);

/**
 * Two minutes after anybody last did anything, no connection ends over a link that is up: both ends are
 * there, and neither has a reason. y-websocket's provider takes 30 s without a message for a dead
 * connection, so a server that says nothing in a silent room is dialled again and again, for ever.
 * Links with little bandwidth are not judged: what is under way on them may hold keep-alives up.
 */
export const lastingConnections: Checker = {
  ...judged,
  check(history) {
    const links = new Map(linksOf(history.topology).map((link) => [link.id, link]));
    const open = new Map<string, EventOf<'open'>>();
    const lasted = new Set<string>();
    const findings = new Map<string, Finding>();
    let lastMs = 0;
    let isCounted = false;
    for (const event of history.events) {
      const isQuiet = event.atMs > lastMs + settleMs;
      if (isQuiet && !isCounted) {
        isCounted = true;
        for (const { connection, link } of open.values())
          if (isSound(history, links.get(link), event.atMs)) lasted.add(connection);
      }
      if (event.kind === 'open') open.set(event.connection, event);
      if (event.kind === 'close') {
        const { connection, link, atMs, device, room, seq } = event;
        open.delete(connection);
        if (!isQuiet || !isSound(history, links.get(link), atMs)) continue;
        const detail =
          `connection ${connection} on ${link} ended at ${Math.round(atMs)} ms, though the link was up and ` +
          `nobody had done anything since ${Math.round(lastMs)} ms`;
        if (!findings.has(connection)) findings.set(connection, { detail, seq, device, room });
      }
      if (activity.has(event.kind)) {
        lastMs = event.atMs;
        isCounted = false;
      }
    }
    return conclude(
      judged,
      [...findings.values()],
      lasted.size > 0
        ? { saw: `${lasted.size} connections stayed when nobody did anything` }
        : {
            missing: 'there were no two minutes in which nobody did anything, and some after them',
          },
    );
  },
};

/** Whether nothing keeps a link and its two ends from holding a connection at a time. */
function isSound(history: History, link: Link | undefined, atMs: number): boolean {
  if (link === undefined || link.profile.bytesPerSecond !== undefined) return false;
  const spans: readonly Hole[] = [
    ...(linkCuts(history).get(link.id) ?? []),
    ...(linkShapes(history).get(link.id) ?? []),
  ];
  const isDisturbed = disturbances(history).some(
    ({ device, fromMs, untilMs }) =>
      (device === link.dialler || device === link.listener) && fromMs <= atMs && atMs <= untilMs,
  );
  return !isDisturbed && spans.every(({ fromMs, toMs }) => atMs < fromMs || toMs < atMs);
}
