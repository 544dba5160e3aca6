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
 * No provider whose link is up, between two devices of a component that a deadline was computed for,
 * is in connecting for all of the time up to that deadline.
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
      if (event.dueMs > endMs && !isOver) continue;
      const after = untilDue(history, index, event);
      if (after.some((later) => disturbs(later, event))) continue;
      for (const status of latest.values()) {
        if (!isOnUpLink(history, status, event)) continue;
        judgedProviders++;
        const left = after.some(
          (later) =>
            later.kind === 'status' && isSame(later, status) && later.status !== 'connecting',
        );
        if (status.status !== 'connecting' || left) continue;
        const detail =
          `${status.device}'s provider on ${status.link} was in connecting from ` +
          `${Math.round(status.atMs)} ms to the deadline at ${Math.round(event.dueMs)} ms, though the link was up`;
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

function untilDue(history: History, index: number, { dueMs }: EventOf<'deadline'>) {
  const end = history.events.findIndex(({ atMs }, later) => later > index && atMs > dueMs);
  return history.events.slice(index + 1, end === -1 ? undefined : end);
}

function isOnUpLink(
  history: History,
  { room, link, status }: Status,
  { component, room: healed, atMs, dueMs }: EventOf<'deadline'>,
): boolean {
  if (room !== healed || status === 'closed') return false;
  if (!link.split('->').every((end) => component.includes(end))) return false;
  const cuts = linkCuts(history).get(link) ?? [];
  return cuts.every(({ fromMs, toMs }) => toMs <= atMs || fromMs > dueMs);
}

function isSame(one: Status, other: Status): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ device, room, link }: Status): string {
  return `${device}\n${room}\n${link}`;
}
