import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, ResourceCounts } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LEAK-1', title: 'Nothing is left behind' } as const;

/** `awarenessMeta` is not judged: Yjs never prunes it while a document lives. */
const resources = [
  'rooms',
  'timers',
  'sockets',
  'listeners',
] as const satisfies readonly (keyof ResourceCounts)[];

/**
 * After everyone left, a device's rooms, timers, sockets and listeners are no more than they were
 * when it had started and nobody had come yet. Both counts must be of one life of the device.
 */
export const leaks: Checker = {
  ...judged,
  check({ events }) {
    const baselines = new Map<string, EventOf<'counts'>>();
    const findings: Finding[] = [];
    let compared = 0;
    for (const event of events) {
      if (event.kind === 'start' || event.kind === 'stop') baselines.delete(event.device);
      if (event.kind !== 'counts') continue;
      if (event.moment === 'baseline') baselines.set(event.device, event);
      const baseline = baselines.get(event.device);
      if (event.moment !== 'everyone-left' || !baseline) continue;
      compared++;
      for (const resource of resources) {
        const [before, after] = [baseline.counts[resource], event.counts[resource]];
        if (after <= before) continue;
        const { device, seq } = event;
        const detail = `${device} holds ${after} ${resource} after everyone left, ${before} before anybody came`;
        findings.push({ detail, seq, device });
      }
    }
    return conclude(
      judged,
      findings,
      compared > 0
        ? { saw: `${compared} times everything was back at the baseline after everyone left` }
        : { missing: 'no device was counted both before anybody came and after everyone left' },
    );
  },
};
