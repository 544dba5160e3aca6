import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import type { History } from '#harness/contract/history.ts';
import { ReplicaStates } from '#harness/checkers/status/replica-states.ts';
import type { Difference } from './difference.ts';

/** The devices that came to hold it, in order. */
export function pathOf(history: History, room: string, { id, of }: Difference): Diagnosis['path'] {
  const states = new ReplicaStates(history);
  const path: { device: string; atMs: number }[] = [];
  for (const event of history.events) {
    states.feed(event);
    if (
      event.kind !== 'update' ||
      event.room !== room ||
      path.some(({ device }) => device === event.device)
    )
      continue;
    const state = states.get(event.replica);
    const held = of === 'struct' ? state?.structs : state?.deletes;
    if (held?.has(id.client, id.clock) === true)
      path.push({ device: event.device, atMs: event.atMs });
  }
  return path;
}
