import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';

/** A time in which one device saw one client. */
export interface PresenceSpan {
  readonly observer: string;
  readonly room: string;
  readonly client: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The last state seen in it. */
  readonly state: Json;
}

/** Who saw whom, and when; spans that are still open end with the run. */
export function presenceSpans(
  events: readonly HistoryEvent[],
  durationMs: number,
): readonly PresenceSpan[] {
  const open = new Map<string, PresenceSpan>();
  const spans: PresenceSpan[] = [];
  const end = (key: string, atMs: number): void => {
    const span = open.get(key);
    if (span === undefined) return;
    spans.push({ ...span, toMs: atMs });
    open.delete(key);
  };
  for (const event of events) {
    if (event.kind === 'stop' || (event.kind === 'replica' && event.state === 'closed')) {
      for (const [key, span] of open) {
        const isOwn =
          span.observer === event.device && (event.kind === 'stop' || span.room === event.room);
        if (isOwn) end(key, event.atMs);
      }
    }
    if (event.kind !== 'awareness') continue;
    for (const { client, state } of event.states) {
      const key = JSON.stringify([event.device, event.room, client]);
      if (state === null || event.removed.includes(client)) end(key, event.atMs);
      else {
        const known = open.get(key);
        const fromMs = known?.fromMs ?? event.atMs;
        open.set(key, {
          observer: event.device,
          room: event.room,
          client,
          fromMs,
          toMs: durationMs,
          state,
        });
      }
    }
  }
  return [...spans, ...open.values()];
}
