import type { HistoryEvent } from '#harness/contract/history-event.ts';
import { isActivity } from '#harness/checkers/status/idle-windows.ts';

/**
 * So many messages on a bus within so long, while nobody does anything, have no end (ECON-2 judges far
 * fewer).
 */
const mostPublished = 5_000;
const withinMs = 60_000;

/** Notices servers that answer each other for ever, before their messages fill the memory. */
export interface StormWatch {
  saw(event: HistoryEvent): void;
  /** Once true, always: nothing is worth waiting for any more. */
  isStorm(): boolean;
}

/** Nothing seen yet. */
export function createStormWatch(): StormWatch {
  let sinceMs = 0;
  let published = 0;
  let isStorm = false;
  return {
    saw(event) {
      if (event.kind === 'publish') isStorm ||= ++published > mostPublished;
      else if (!isActivity(event)) return;
      if (event.kind === 'publish' && event.atMs - sinceMs < withinMs) return;
      sinceMs = event.atMs;
      published = 0;
    },
    isStorm: () => isStorm,
  };
}
