import type { Checker } from '#harness/contract/checker.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'EXC-1', title: 'Nothing throws unhandled' } as const;

/** The class of what lib0's `indexeddb.rtop` rejects with, whatever the browser's own error was. */
const refusal = 'Error';

/**
 * Nothing thrown inside a provider, a node or a client goes unhandled. A write that a browser refused
 * because its quota is used up is no such thing: y-indexeddb (9.0.12) has no other way to say so than
 * the page's own handler of unhandled rejections, one for each refusal, as lib0 wraps it: an `Error`.
 */
export const exceptions: Checker = {
  ...judged,
  check({ events }) {
    const refusals = new Map<string, number>();
    const findings = events.flatMap((event) => {
      if (event.kind === 'fault' && event.action.do === 'quota') {
        const { device } = event.action;
        refusals.set(device, (refusals.get(device) ?? 0) + 1);
      }
      if (event.kind !== 'exception') return [];
      const untold = refusals.get(event.device) ?? 0;
      if (event.where === 'client' && event.error === refusal && untold > 0) {
        refusals.set(event.device, untold - 1);
        return [];
      }
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
