import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Difference } from '#harness/contract/report-data.ts';
import { travelOf } from './travel.ts';

/** Most duplicates described, in the order they were written. */
const described = 20;

/** Tokens that were written a second time: the later edits, each with where it went. */
export function duplicates(history: History): readonly Difference[] {
  const first = new Map<string, EventOf<'edit'>>();
  const again: { readonly earlier: EventOf<'edit'>; readonly later: EventOf<'edit'> }[] = [];
  for (const event of history.events) {
    if (event.kind !== 'edit' || event.token === undefined || event.token === '') continue;
    const key = JSON.stringify([event.room, event.root, event.token]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, event);
    else again.push({ earlier, later: event });
  }
  return again
    .slice(0, described)
    .flatMap(({ earlier, later }) => describe(history, earlier, later));
}

function describe(
  history: History,
  earlier: EventOf<'edit'>,
  { room, root, token = '', device, inserted }: EventOf<'edit'>,
): readonly Difference[] {
  const [structs] = inserted;
  if (structs === undefined) return [];
  const presentAt = history.topology.devices.map(({ name }) => name);
  const travel = travelOf(history, room, structs, 'missing', [], []);
  const at = (earlier.atMs / 1000).toFixed(3);
  const why = `${earlier.device} had written it at ${at} s already; ${device} wrote it again`;
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
    },
  ];
}
