import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { connectionLives, type ConnectionLife } from './awareness/connection-lives.ts';
import { disturbances, linkBlackholes } from './awareness/outages.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LIVE-4', title: 'Dead connections end' } as const;

/** How long each end may hold on to a connection over a link that carries nothing, milliseconds. */
const patienceMs = { dialler: 45_000, listener: 120_000 } as const;

/**
 * Over a link that lost every packet for 45 s no provider says connected any more, and after 120 s no
 * node holds the connection either: TCP itself would notice after a quarter of an hour, and an idle
 * end never (y-websocket#139). Devices that slept or whose clock moved meanwhile are not judged.
 */
export const deadConnections: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    let ended = 0;
    for (const life of connectionLives(history)) {
      for (const end of ['dialler', 'listener'] as const) {
        const sinceMs = deadSince(history, life, end);
        if (sinceMs === undefined) continue;
        const dueMs = sinceMs + patienceMs[end];
        if ((life.ended[end]?.atMs ?? Infinity) <= dueMs) {
          ended++;
          continue;
        }
        const detail =
          `${life[end]} still held ${life.connection} on ${life.link} at ${Math.round(dueMs)} ms, ` +
          `though the link had carried nothing since ${Math.round(sinceMs)} ms`;
        const seq = life.opened[end]?.seq;
        findings.push({
          detail,
          ...(seq !== undefined && { seq }),
          device: life[end],
          room: life.room,
        });
      }
    }
    return conclude(
      judged,
      findings,
      ended > 0
        ? { saw: `${ended} ends of connections were let go after their link had died` }
        : { missing: 'no link with an open connection was dead for long enough' },
    );
  },
};

/** Since when the end's link was dead for at least as long as the end may wait. */
function deadSince(
  history: History,
  life: ConnectionLife,
  end: 'dialler' | 'listener',
): number | undefined {
  const opened = life.opened[end];
  if (opened === undefined) return undefined;
  const overMs = history.events.at(-1)?.atMs ?? 0;
  for (const hole of linkBlackholes(history).get(life.link) ?? []) {
    const fromMs = Math.max(hole.fromMs, opened.atMs);
    const dueMs = fromMs + patienceMs[end];
    const wasOpen = (life.ended[end]?.atMs ?? Infinity) > fromMs;
    const wasDisturbed = disturbances(history).some(
      ({ device, fromMs: beganMs, untilMs }) =>
        device === life[end] && beganMs <= dueMs && untilMs >= fromMs,
    );
    if (wasOpen && !wasDisturbed && dueMs < Math.min(hole.toMs, overMs)) return fromMs;
  }
  return undefined;
}
