import type { History } from '#harness/contract/history.ts';
import { memoized } from '../status/memoized.ts';

/** Links that a fault cut and nothing has healed by the end. */
export const cutAtEnd = memoized((history: History): ReadonlySet<string> => {
  const cut = new Set<string>();
  for (const event of history.events) {
    if (event.kind === 'fault' && (event.action.do === 'partition' || event.action.do === 'cut')) {
      for (const link of event.links) cut.add(link);
    } else if (event.kind === 'heal' && event.action.do === 'heal') {
      for (const link of event.links) cut.delete(link);
    }
  }
  return cut;
});
