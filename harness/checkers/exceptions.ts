import type { Checker } from '#harness/contract/checker.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'EXC-1', title: 'Nothing throws unhandled' } as const;

/** Nothing thrown inside a provider, a node or a client goes unhandled. */
export const exceptions: Checker = {
  ...judged,
  check({ events }) {
    const findings = events.flatMap((event) => {
      if (event.kind !== 'exception') return [];
      const { device, where, error, seq, atMs, room } = event;
      const detail = `${error} in ${where} of ${device} at ${Math.round(atMs)} ms went unhandled`;
      return [{ detail, seq, device, ...(room !== undefined && { room }) }];
    });
    const started = events.filter(({ kind }) => kind === 'start').length;
    return conclude(
      judged,
      findings,
      started > 0
        ? { saw: `${started} starts of devices, no unhandled exception` }
        : { missing: 'no device was started' },
    );
  },
};
