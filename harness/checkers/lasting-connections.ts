import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventBody, EventOf } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { linksOf, type Link } from '#harness/topology/links-of.ts';
import { armedResets, disturbances, linkCuts, linkShapes } from './awareness/outages.ts';
import type { Hole } from './awareness/intervals.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LIVE-5', title: 'Connections last' } as const;

/**
 * By when everything that somebody did has had its effects: watchdogs (33 s at a provider, two heartbeats
 * and a closing handshake at a server), and retransmissions, which a kernel repeats at most this far apart.
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
 * A connection ends with the first of its ends: how long the other takes to notice is no matter of this
 * rule. A node without users may hang up, but not time after time. Links with little bandwidth are not
 * judged: what is under way on them may hold keep-alives up.
 */
export const lastingConnections: Checker = {
  ...judged,
  check(history) {
    const links = new Map(linksOf(history.topology).map((link) => [link.id, link]));
    const open = new Map<string, EventOf<'open'>>();
    const lasted = new Set<string>();
    const hungUp = new Set<string>();
    const findings: Finding[] = [];
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
      if (event.kind === 'stop') {
        for (const { connection, link } of open.values())
          if (isEndOf(links.get(link), event.device)) open.delete(connection);
      }
      if (event.kind === 'status' && event.status === 'closed' && event.turnedAway !== true) {
        for (const { connection, link, room } of open.values()) {
          const provider = `${room}\n${link}`;
          if (link !== event.link || room !== event.room || hungUp.has(provider)) continue;
          if (isQuiet) hungUp.add(provider);
          open.delete(connection);
        }
      }
      if (event.kind === 'close' && open.delete(event.connection)) {
        const { connection, link, atMs, device, room, seq } = event;
        if (!isQuiet || !isSound(history, links.get(link), atMs)) continue;
        const detail =
          `connection ${connection} on ${link} ended at ${Math.round(atMs)} ms, though the link was up and ` +
          `nobody had done anything since ${Math.round(lastMs)} ms`;
        findings.push({ detail, seq, device, room });
      }
      if (activity.has(event.kind)) {
        lastMs = event.atMs;
        isCounted = false;
        hungUp.clear();
      }
    }
    return conclude(
      judged,
      findings,
      lasted.size > 0
        ? { saw: `${lasted.size} connections stayed when nobody did anything` }
        : {
            missing: 'there were no two minutes in which nobody did anything, and some after them',
          },
    );
  },
};

function isEndOf(link: Link | undefined, device: string): boolean {
  return link !== undefined && (link.dialler === device || link.listener === device);
}

/** Whether nothing keeps a link and its two ends from holding a connection at a time. */
function isSound(history: History, link: Link | undefined, atMs: number): boolean {
  if (link === undefined || link.profile.bytesPerSecond !== undefined) return false;
  const spans: readonly Hole[] = [
    ...(linkCuts(history).get(link.id) ?? []),
    ...(linkShapes(history).get(link.id) ?? []),
    ...(armedResets(history).get(link.id) ?? []),
  ];
  const isDisturbed = disturbances(history).some(
    ({ device, fromMs, untilMs }) => isEndOf(link, device) && fromMs <= atMs && atMs <= untilMs,
  );
  return !isDisturbed && spans.every(({ fromMs, toMs }) => atMs < fromMs || toMs < atMs);
}
