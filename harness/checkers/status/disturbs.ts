import type { EventOf, HistoryEvent } from '#harness/contract/history-event.ts';

/**
 * Whether an event takes away what a deadline counted on: a fault of one of the component's links or
 * devices, or the end of one of its replicas.
 */
export function disturbs(event: HistoryEvent, deadline: EventOf<'deadline'>): boolean {
  const isMember = (device: string): boolean => deadline.component.includes(device);
  switch (event.kind) {
    case 'stop':
      return isMember(event.device);
    case 'replica':
      return event.state === 'closed' && event.room === deadline.room && isMember(event.device);
    case 'fault': {
      const { action, links } = event;
      const ends = links.flatMap((link) => link.split('->'));
      const named = 'device' in action ? [action.device, ...ends] : ends;
      return named.length === 0 || named.some(isMember);
    }
    default:
      return false;
  }
}
