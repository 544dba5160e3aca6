import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Neighbour } from '#harness/contract/neighbour.ts';
import { trace } from '../trace.ts';
import { differences } from './differences.ts';

/** How another run carried what the replicas of this one disagree on: the devices in order, by token. */
export function neighbourPaths(here: History, there: History): Neighbour['paths'] {
  const wanted = new Set(differences(here).flatMap(({ token }) => token ?? []));
  const edits = there.events.filter(
    (event): event is EventOf<'edit'> & { readonly token: string } =>
      event.kind === 'edit' && event.token !== undefined && wanted.has(event.token),
  );
  return Object.fromEntries(
    edits.flatMap(({ token, room, inserted, deleted }) => {
      const [range] = inserted.length > 0 ? inserted : deleted;
      if (range === undefined) return [];
      const piece = inserted.length > 0 ? 'insert' : 'delete';
      const { arrivals } = trace(there, room, range, piece, Infinity);
      return [[token, arrivals.map(({ device, atMs }) => ({ device, atMs }))] as const];
    }),
  );
}
