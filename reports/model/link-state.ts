import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { FaultWindow } from './fault-window.ts';

/** A link at one moment: `open` carries a connection, `cut` is under a fault, `closed` is neither. */
export type LinkState = 'open' | 'cut' | 'closed';

/** The state of every link that has had a connection or a fault, for one room. */
export function linkStatesAt(
  events: readonly HistoryEvent[],
  windows: readonly FaultWindow[],
  room: string,
  atMs: number,
): ReadonlyMap<string, LinkState> {
  const open = new Map<string, string>();
  for (const event of events) {
    if (event.atMs > atMs) break;
    if (event.kind === 'open' && event.room === room) open.set(event.connection, event.link);
    else if (event.kind === 'close' && event.room === room) open.delete(event.connection);
    else if (event.kind === 'stop') {
      for (const [connection, link] of open)
        if (endsAt(link, event.device)) open.delete(connection);
    }
  }
  const states = new Map<string, LinkState>();
  for (const link of open.values()) states.set(link, 'open');
  for (const { fromMs, toMs, links } of windows) {
    if (fromMs <= atMs && atMs < (toMs ?? fromMs))
      for (const link of links) states.set(link, 'cut');
  }
  return states;
}

function endsAt(link: string, device: string): boolean {
  return link.startsWith(`${device}->`) || link.endsWith(`->${device}`);
}
