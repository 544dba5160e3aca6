import type { Checker } from '#harness/contract/checker.ts';
import { conclude } from './status/conclude.ts';
import { providerDeadlines } from './status/provider-deadlines.ts';

const judged = { rule: 'LIVE-2', title: 'No provider hangs in connecting' } as const;

/**
 * No provider whose link is up stays in connecting beyond the deadline that the link model computed
 * for that link at a heal; a fault that touches the component before then voids it.
 */
export const providerHang: Checker = {
  ...judged,
  check(history) {
    const deadlines = providerDeadlines(history, ({ status }) => status.status !== 'connecting');
    const findings = deadlines
      .filter(({ isMet }) => !isMet)
      .map(({ before: { status }, dueMs }) => ({
        detail:
          `${status.device}'s provider on ${status.link} was in connecting from ` +
          `${Math.round(status.atMs)} ms to the link's deadline at ${Math.round(dueMs)} ms, though the link was up`,
        seq: status.seq,
        device: status.device,
        room: status.room,
      }));
    return conclude(
      judged,
      findings,
      deadlines.length > 0
        ? {
            saw: `${deadlines.length} times a provider on a link that was up left connecting in time`,
          }
        : { missing: 'no deadline passed undisturbed with a provider on a link that was up' },
    );
  },
};
