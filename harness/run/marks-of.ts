import type { History } from '#harness/contract/history.ts';
import { createLinkTracker } from '#harness/history/link-tracker.ts';

/**
 * The situations that arose in a run: those its parts marked, and those that events show:
 * `fault:ACTION`, `heal:ACTION`, `edit:DEVICE`, and `edit-offline:DEVICE` when no provider of the
 * device could reach anybody at the time of the edit.
 */
export function marksOf(history: History): ReadonlySet<string> {
  const marks = new Set<string>();
  const tracker = createLinkTracker();
  const cuts = new Set<string>();
  for (const event of history.events) {
    tracker.saw(event);
    switch (event.kind) {
      case 'mark':
        marks.add(event.mark);
        break;
      case 'fault':
        marks.add(`fault:${event.action.do}`);
        if (event.action.do === 'partition' || event.action.do === 'cut')
          for (const link of event.links) cuts.add(link);
        break;
      case 'heal':
        marks.add(`heal:${event.action.do}`);
        if (event.action.do === 'heal') for (const link of event.links) cuts.delete(link);
        break;
      case 'edit': {
        marks.add(`edit:${event.device}`);
        const links = [...tracker.links()].filter(
          ({ device, room }) => device === event.device && room === event.room,
        );
        if (
          links.length > 0 &&
          links.every(({ link, status }) => status !== 'connected' || cuts.has(link))
        ) {
          marks.add(`edit-offline:${event.device}`);
        }
        break;
      }
      default:
    }
  }
  return marks;
}
