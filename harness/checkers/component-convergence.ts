import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import { compareGroup } from './content/compare-group.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'CONV-2', title: 'Quiet components agree within themselves' } as const;

/**
 * Whenever a connected component was quiet, before anything was healed, its replicas were equal. A mesh
 * that is healed as a whole hides what one link lost.
 */
export const componentConvergence: Checker = {
  ...judged,
  check(history) {
    const groups = new Map<string, EventOf<'snapshot'>[]>();
    for (const event of history.events) {
      if (event.kind !== 'snapshot' || event.cause !== 'component') continue;
      const key = `${event.atMs} ${event.room} ${event.component?.join(' ') ?? ''}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [event]);
      else group.push(event);
    }
    const compared = [...groups.values()].filter((group) => group.length > 1);
    const findings = compared.flatMap((group) => compareGroup(history, group));
    return conclude(
      judged,
      findings,
      compared.length === 0
        ? { missing: 'no component of two replicas was quiet before a step changed the network' }
        : { saw: `${compared.length} quiet components` },
    );
  },
};
