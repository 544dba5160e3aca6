import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { linkCuts } from './awareness/outages.ts';
import { conclude } from './status/conclude.ts';
import { disturbs } from './status/disturbs.ts';

const judged = { rule: 'LIVE-2', title: 'No provider hangs in connecting' } as const;

/** What a provider last said. */
type Status = EventOf<'status'>;

/**
 * No provider whose link is up stays in connecting beyond the deadline that the link model computed
 * for that link at a heal; a fault that touches the component before then voids it.
 */
export const providerHang: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const endMs = history.events.at(-1)?.atMs ?? 0;
    const isOver = history.events.some((event) => event.kind === 'quiescence' && event.reached);
    let judgedProviders = 0;
    const latest = new Map<string, Status>();
    for (const [index, event] of history.events.entries()) {
      follow(latest, event);
      if (event.kind !== 'deadline') continue;
      for (const { link, dueMs } of event.links) {
        const status = [...latest.values()].find(
          (candidate) => candidate.link === link && candidate.room === event.room,
        );
        if (!status || status.status === 'closed' || (dueMs > endMs && !isOver)) continue;
        if (isCut(history, link, event.atMs, dueMs)) continue;
        const outcome = followUp(history, index, event, status, dueMs);
        if (outcome === 'disturbed') continue;
        judgedProviders++;
        if (outcome === 'left') continue;
        const detail =
          `${status.device}'s provider on ${link} was in connecting from ` +
          `${Math.round(status.atMs)} ms to the link's deadline at ${Math.round(dueMs)} ms, though the link was up`;
        findings.push({ detail, seq: status.seq, device: status.device, room: status.room });
      }
    }
    return conclude(
      judged,
      findings,
      judgedProviders > 0
        ? {
            saw: `${judgedProviders} times a provider on a link that was up left connecting in time`,
          }
        : { missing: 'no deadline passed undisturbed with a provider on a link that was up' },
    );
  },
};

function follow(latest: Map<string, Status>, event: History['events'][number]): void {
  if (event.kind === 'status') latest.set(keyOf(event), event);
  if (event.kind !== 'stop') return;
  for (const [key, status] of latest) if (status.device === event.device) latest.delete(key);
}

/** What became of a provider between a deadline's event and its due time. */
function followUp(
  history: History,
  index: number,
  deadline: EventOf<'deadline'>,
  status: Status,
  dueMs: number,
): 'disturbed' | 'left' | 'hangs' {
  let hasLeft = status.status !== 'connecting';
  for (let next = index + 1; next < history.events.length; next++) {
    const event = history.events[next];
    if (!event || event.atMs > dueMs) break;
    if (disturbs(event, deadline)) return 'disturbed';
    if (event.kind === 'status' && isSame(event, status) && event.status !== 'connecting')
      hasLeft = true;
  }
  return hasLeft ? 'left' : 'hangs';
}

function isCut(history: History, link: string, fromMs: number, dueMs: number): boolean {
  const cuts = linkCuts(history).get(link) ?? [];
  return cuts.some((cut) => cut.toMs > fromMs && cut.fromMs <= dueMs);
}

function isSame(one: Status, other: Status): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ device, room, link }: Status): string {
  return `${device}\n${room}\n${link}`;
}
