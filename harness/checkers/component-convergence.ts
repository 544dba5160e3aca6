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
    const groups: EventOf<'snapshot'>[][] = [];
    const latest = new Map<string, EventOf<'snapshot'>[]>();
    for (const event of history.events) {
      if (event.kind !== 'snapshot' || event.cause !== 'component') continue;
      const key = `${event.room} ${event.component?.join(' ') ?? ''}`;
      const group = latest.get(key);
      // A device that shows up again is observed anew; on real time no two devices are at one instant.
      if (group === undefined || group.some(({ device }) => device === event.device)) {
        const begun = [event];
        groups.push(begun);
        latest.set(key, begun);
      } else group.push(event);
    }
    const compared = groups.filter((group) => group.length > 1);
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
