import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';
import { idleTraffic, idleWindows } from './status/idle-windows.ts';
import { renewalMessages, renewals } from './status/renewals.ts';

const judged = { rule: 'ECON-3', title: 'Idle traffic does not grow' } as const;

/** Two halves with several renewals each. */
const shortestMs = 90_000;

/**
 * The second half of an idle time has no more messages and bytes than the first, but for what the
 * unsteady rhythm of renewals (15 to 18 s) and keep-alives can make of it.
 */
export const noGrowth: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const said: string[] = [];
    const windows = idleWindows(history).filter(({ fromMs, toMs }) => toMs - fromMs >= shortestMs);
    for (const window of windows) {
      const middleMs = (window.fromMs + window.toMs) / 2;
      for (const room of history.rooms) {
        const { sends, connections, users } = idleTraffic(history, room, window);
        if (connections === 0) continue;
        const [first, second] = [
          sends.filter(({ atMs }) => atMs < middleMs),
          sends.filter(({ atMs }) => atMs >= middleMs),
        ];
        const { most, fewest } = renewals(window.toMs - middleMs);
        const slack = users * (most - fewest) * renewalMessages(connections) + 2 * connections;
        const largest = Math.max(0, ...new Set(first.map((send) => sizeOf(history, send))));
        const bytes = [first, second].map((half) => bytesOf(history, half));
        const [before = 0, after = 0] = bytes;
        const isMore = second.length > first.length + slack;
        const isLarger = after > before + slack * largest;
        said.push(
          `${room}: ${first.length} then ${second.length} messages, ${before} then ${after} bytes`,
        );
        if (!isMore && !isLarger) continue;
        const excess = isMore ? second[first.length + slack] : second.at(-1);
        const detail =
          `idle room ${room} sent ${first.length} messages (${before} bytes) up to ${Math.round(middleMs)} ms and ` +
          `${second.length} (${after} bytes) in as much time after it; ${slack} more are the bound`;
        findings.push({ detail, room, ...(excess && { seq: excess.seq, device: excess.device }) });
      }
    }
    return conclude(
      judged,
      findings,
      said.length > 0
        ? { saw: said.join('; ') }
        : { missing: 'no connected room was idle for 90 s after it had settled for 35 s' },
    );
  },
};

function sizeOf(history: History, { payload }: EventOf<'send' | 'receive'>): number {
  return history.payload(payload).length;
}

function bytesOf(history: History, sends: readonly EventOf<'send' | 'receive'>[]): number {
  return sends.reduce((sum, send) => sum + sizeOf(history, send), 0);
}
