import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { linkCuts } from '../awareness/outages.ts';
import { disturbs } from './disturbs.ts';

/** What a provider last said. */
export interface ProviderState {
  readonly status: EventOf<'status'>;
  readonly synced: boolean;
}

/** One provider that a link's deadline could be held against. */
export interface ProviderDeadline {
  /** As it was when the deadline was computed. */
  readonly before: ProviderState;
  readonly dueMs: number;
  /** Whether it got there by then. */
  readonly isMet: boolean;
}

/**
 * Holds every provider on a link that was up to the deadlines that the link model computed for that
 * link alone. A cut of the link, or a fault that touches the component, voids a deadline.
 */
export function providerDeadlines(
  history: History,
  isThere: (state: ProviderState) => boolean,
): readonly ProviderDeadline[] {
  const endMs = history.events.at(-1)?.atMs ?? 0;
  const isOver = history.events.some((event) => event.kind === 'quiescence' && event.reached);
  const judged: ProviderDeadline[] = [];
  const latest = new Map<string, ProviderState>();
  for (const [index, event] of history.events.entries()) {
    follow(latest, event);
    if (event.kind !== 'deadline') continue;
    for (const { link, dueMs } of event.links) {
      const before = [...latest.values()].find(
        ({ status }) => status.link === link && status.room === event.room,
      );
      if (!before || before.status.status === 'closed' || (dueMs > endMs && !isOver)) continue;
      if (isCut(history, link, event.atMs, dueMs)) continue;
      const outcome = followUp(history, index, event, before, dueMs, isThere);
      if (outcome !== 'disturbed') judged.push({ before, dueMs, isMet: outcome === 'met' });
    }
  }
  return judged;
}

function follow(latest: Map<string, ProviderState>, event: History['events'][number]): void {
  if (event.kind === 'status') {
    const synced = event.status === 'connected' && latest.get(keyOf(event))?.synced === true;
    latest.set(keyOf(event), { status: event, synced });
  } else if (event.kind === 'sync') {
    const known = latest.get(keyOf(event));
    if (known) latest.set(keyOf(event), { ...known, synced: event.synced });
  } else if (event.kind === 'stop') {
    for (const [key, { status }] of latest) if (status.device === event.device) latest.delete(key);
  }
}

/** What became of a provider between a deadline's event and its due time. */
function followUp(
  history: History,
  index: number,
  deadline: EventOf<'deadline'>,
  before: ProviderState,
  dueMs: number,
  isThere: (state: ProviderState) => boolean,
): 'disturbed' | 'met' | 'missed' {
  const key = keyOf(before.status);
  const state = new Map([[key, before]]);
  let isMet = isThere(before);
  for (let next = index + 1; next < history.events.length; next++) {
    const event = history.events[next];
    if (!event || event.atMs > dueMs) break;
    if (disturbs(event, deadline)) return 'disturbed';
    if ((event.kind !== 'status' && event.kind !== 'sync') || keyOf(event) !== key) continue;
    follow(state, event);
    const now = state.get(key);
    if (now && isThere(now)) isMet = true;
  }
  return isMet ? 'met' : 'missed';
}

function isCut(history: History, link: string, fromMs: number, dueMs: number): boolean {
  const cuts = linkCuts(history).get(link) ?? [];
  return cuts.some((cut) => cut.toMs > fromMs && cut.fromMs <= dueMs);
}

function keyOf({ device, room, link }: EventOf<'status' | 'sync'>): string {
  return `${device}\n${room}\n${link}`;
}
