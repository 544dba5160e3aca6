import type { History } from '#harness/contract/history.ts';
import type { Json } from '#harness/contract/json.ts';
import { memoized } from './memoized.ts';

/** Every device of a history, added ones included, whose token lets it read only. */
export const readOnlyDevices = memoized((history: History): ReadonlySet<string> => {
  const readers = new Set<string>();
  for (const event of history.events) {
    if (event.kind === 'start' && isReadOnly(event.spec)) readers.add(event.device);
  }
  return readers;
});

function isReadOnly(spec: Json): boolean {
  return (
    typeof spec === 'object' && spec !== null && 'access' in spec && spec.access === 'read-only'
  );
}
