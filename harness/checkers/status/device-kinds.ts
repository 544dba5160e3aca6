import type { History } from '#harness/contract/history.ts';
import type { Json } from '#harness/contract/json.ts';
import { memoized } from './memoized.ts';

/** Every device of a history, added ones included, by kind. */
export const deviceKinds = memoized((history: History): ReadonlyMap<string, 'node' | 'client'> => {
  const kinds = new Map(history.topology.devices.map(({ name, kind }) => [name, kind]));
  for (const event of history.events) {
    if (event.kind !== 'start') continue;
    const kind = kindOf(event.spec);
    if (kind) kinds.set(event.device, kind);
  }
  return kinds;
});

function kindOf(spec: Json): 'node' | 'client' | undefined {
  if (typeof spec !== 'object' || spec === null || !('kind' in spec)) return undefined;
  return spec.kind === 'node' || spec.kind === 'client' ? spec.kind : undefined;
}
