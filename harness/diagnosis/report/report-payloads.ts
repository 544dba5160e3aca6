import type { HistoryEvent, PayloadRef } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { ReportPayload } from '#harness/contract/report-data.ts';
import { decodePayload, type PayloadUse } from './decode-payload.ts';

/** Events whose payload is what somebody sent. */
const frames: ReadonlySet<HistoryEvent['kind']> = new Set([
  ...(['send', 'receive', 'acknowledged', 'publish'] as const),
]);

/** Every payload that these events refer to, by reference; null for the others. */
export function reportPayloads(
  history: History,
  events: readonly HistoryEvent[],
): readonly (ReportPayload | null)[] {
  const uses = new Map<PayloadRef, PayloadUse>();
  for (const event of events) {
    if ('payload' in event && event.payload !== undefined) uses.set(event.payload, useOf(event));
    if ('stateVector' in event) uses.set(event.stateVector, 'state-vector');
  }
  const highest = Math.max(-1, ...uses.keys());
  return Array.from({ length: highest + 1 }, (_, ref) => {
    const use = uses.get(ref);
    return use === undefined ? null : decodePayload(history.payload(ref), use);
  });
}

function useOf({ kind }: HistoryEvent): PayloadUse {
  return frames.has(kind) ? 'frame' : 'update';
}
