import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';

/**
 * The last snapshot of every replica that the end of the run observed. One taken before, of a component that
 * was quiet then, says nothing of the end: its device may have died since.
 */
export function finalSnapshots({ events }: History): readonly EventOf<'snapshot'>[] {
  const settled = events.findLastIndex(({ kind }) => kind === 'quiescence');
  const last = new Map<string, EventOf<'snapshot'>>();
  for (const event of events.slice(settled + 1)) {
    if (event.kind === 'snapshot' && (event.cause === 'quiescent' || event.cause === 'component')) {
      last.set(`${event.device} ${event.room}`, event);
    }
  }
  return [...last.values()];
}
