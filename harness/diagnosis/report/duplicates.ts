import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Difference } from '#harness/contract/report-data.ts';
import { travelOf } from './travel.ts';

/** Tokens that were written a second time: the later edits, each with where it went. */
export function duplicates(history: History): readonly Difference[] {
  const first = new Map<string, EventOf<'edit'>>();
  return history.events.flatMap((event) => {
    if (event.kind !== 'edit' || event.token === undefined || event.token === '') return [];
    const key = JSON.stringify([event.room, event.root, event.token]);
    const [structs] = event.inserted;
    const earlier = first.get(key);
    if (earlier === undefined || structs === undefined) {
      first.set(key, earlier ?? event);
      return [];
    }
    const { room, root, token, device } = event;
    const presentAt = history.topology.devices.map(({ name }) => name);
    const travel = travelOf(history, room, structs, 'missing', presentAt, []);
    const why = `${earlier.device} had written it at ${(earlier.atMs / 1000).toFixed(3)} s already; ${device} wrote it again`;
    return [
      {
        kind: 'duplicated',
        room,
        root,
        structs,
        text: token,
        presentAt,
        absentAt: [],
        ...travel,
        why,
      } as const,
    ];
  });
}
