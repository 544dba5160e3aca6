import type { EventOf, HistoryEvent } from '#harness/contract/history-event.ts';

/**
 * Whether an event takes away what a deadline counted on: a fault of one of the component's links or
 * devices, or the end of one of its replicas.
 */
export function disturbs(event: HistoryEvent, deadline: EventOf<'deadline'>): boolean {
  switch (event.kind) {
    case 'stop':
      return isMember(deadline, event.device);
    case 'replica':
      return (
        event.state === 'closed' && event.room === deadline.room && isMember(deadline, event.device)
      );
    case 'fault': {
      const { action, links } = event;
      const ends = links.flatMap((link) => link.split('->'));
      const named = 'device' in action ? [action.device, ...ends] : ends;
      return named.length === 0 || named.some((device) => isMember(deadline, device));
    }
    default:
      return false;
  }
}

function isMember(deadline: EventOf<'deadline'>, device: string): boolean {
  return deadline.component.includes(device);
}
