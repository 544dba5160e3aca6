import type { Checker } from '#harness/contract/checker.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'IMPL-1', title: 'Implementations agree' } as const;

/**
 * A replica of another implementation integrates and deletes exactly what yjs does that is handed the same
 * bytes. Named at the first delivery after which it does not, since nothing that follows says more.
 */
export const implementationsAgree: Checker = {
  ...judged,
  check({ events, topology }) {
    const foreign = new Map(
      topology.devices.flatMap((device) =>
        device.kind === 'client' && device.engine !== undefined
          ? [[device.name, device.engine] as const]
          : [],
      ),
    );
    const findings = events.flatMap((event) => {
      if (event.kind !== 'disagreement') return [];
      const { seq, device, room, says } = event;
      const detail = `${device}, kept by ${foreign.get(device) ?? 'another implementation'}, ${says}, unlike yjs that was handed the same`;
      return [{ seq, device, room, detail }];
    });
    const handed = events.filter(
      (event) => event.kind === 'deliver' && foreign.has(event.device),
    ).length;
    return conclude(
      judged,
      findings,
      handed === 0
        ? { missing: 'no replica of another implementation was handed anything' }
        : { saw: `${handed} updates that another implementation was handed` },
    );
  },
};
