import { leastRetransmissionMs, longestRetransmissionMs } from './kernel-timings.ts';

/**
 * When the kernel next retransmits what was first sent at `firstSentMs` and never acknowledged: the
 * first retry not before `nowMs`. Intervals double from the least time-out plus the round trip.
 */
export function nextRetransmissionMs(
  firstSentMs: number,
  nowMs: number,
  roundTripMs: number,
): number {
  let intervalMs = leastRetransmissionMs + roundTripMs;
  let retryMs = firstSentMs + intervalMs;
  while (retryMs < nowMs) {
    intervalMs = Math.min(longestRetransmissionMs, intervalMs * 2);
    retryMs += intervalMs;
  }
  return retryMs;
}
