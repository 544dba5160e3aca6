import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { isActivity } from './idle-windows.ts';
import { renewals } from './renewals.ts';

/** Messages about one room that each instance may publish because of one thing that somebody did. */
const answersEach = 10;
/** How often an instance may say that it is there. */
const keepAliveMs = 5_000;

/**
 * Where servers published more on their bus than what had been done can explain: after it each instance
 * may say something of every room, the others may answer; users renew their presence, and instances tell
 * that they live. Instances that answer each other's answers go on for ever (hocuspocus#335). What is
 * passed on for others is not counted.
 */
export function busStorms(history: History): readonly Finding[] {
  const instances = history.topology.devices.filter(({ kind }) => kind === 'node').length;
  const users = history.topology.devices.length - instances;
  const findings: Finding[] = [];
  let sinceMs = 0;
  let published: EventOf<'publish'>[] = [];

  function judge(): void {
    const last = published.at(-1);
    if (last === undefined) return;
    const durationMs = last.atMs - sinceMs;
    const renewed = users * renewals(durationMs).most * history.rooms.length;
    const kept = renewed + Math.floor(durationMs / keepAliveMs);
    const most = answersEach * instances ** 2 * history.rooms.length + kept * instances;
    const excess = published[most];
    if (excess === undefined) return;
    const { device, seq } = excess;
    const detail =
      `servers published ${published.length} messages on their bus between ${Math.round(sinceMs)} and ` +
      `${Math.round(last.atMs)} ms, while nobody did anything; ${most} are the bound, and ${device} published the first one too many`;
    findings.push({ detail, seq, device });
  }

  for (const event of history.events) {
    if (event.kind === 'publish') published.push(event);
    if (!isActivity(event)) continue;
    judge();
    sinceMs = event.atMs;
    published = [];
  }
  judge();
  return findings;
}
