import type { History } from '#harness/contract/history.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import { createLinkTracker } from '#harness/history/link-tracker.ts';

/**
 * The situations that arose in a run: those its parts marked, and those that events show.
 * - `fault:ACTION`, `heal:ACTION`, `edit:DEVICE`
 * - `edit-offline:DEVICE`: when it edited, no provider of the device could reach anybody
 * - `lost-connection:LINK`: a connection broke without being closed by either end
 * - `reconnected:LINK`: the link carried another connection than its first
 * - `presence:DEVICE`: the device's user showed something or nothing
 * - `acknowledged:NODE`: the node acknowledged what a connection had sent it
 * - `storage-failed:DEVICE`: the device's storage refused a write
 */
export function marksOf(history: History): ReadonlySet<string> {
  const marks = new Set<string>();
  const tracker = createLinkTracker();
  const cuts = new Set<string>();
  const opened = new Set<string>();
  for (const event of history.events) {
    tracker.saw(event);
    switch (event.kind) {
      case 'mark':
        marks.add(event.mark);
        break;
      case 'fault':
        marks.add(`fault:${event.action.do}`);
        if (event.action.do === 'partition' || event.action.do === 'cut')
          for (const link of event.links)
            // Where only new connections are refused, one that stands goes on.
            if (event.action.cut === 'refuse') cuts.delete(link);
            else cuts.add(link);
        break;
      case 'heal':
        marks.add(`heal:${event.action.do}`);
        if (event.action.do === 'heal') for (const link of event.links) cuts.delete(link);
        break;
      case 'open':
        if (event.end !== 'dialler') break;
        if (opened.has(`${event.link} ${event.room}`)) marks.add(`reconnected:${event.link}`);
        opened.add(`${event.link} ${event.room}`);
        break;
      case 'close':
        if (event.by === 'network') marks.add(`lost-connection:${event.link}`);
        break;
      case 'acknowledged':
        marks.add(`acknowledged:${event.device}`);
        break;
      case 'storage-failed':
        marks.add(`storage-failed:${event.device}`);
        break;
      case 'edit':
        marks.add(`edit:${event.device}`);
        if (isOffline(event)) marks.add(`edit-offline:${event.device}`);
        break;
      default:
    }
  }
  return marks;

  function isOffline({ device, room }: EventOf<'edit'>): boolean {
    const links = [...tracker.links()].filter(
      (tracked) => tracked.device === device && tracked.room === room,
    );
    return (
      links.length > 0 &&
      links.every(({ link, status }) => status !== 'connected' || cuts.has(link))
    );
  }
}
