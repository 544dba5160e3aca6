import type { Checker } from '#harness/contract/checker.ts';
import { conclude } from './status/conclude.ts';
import { providerDeadlines } from './status/provider-deadlines.ts';

const judged = { rule: 'LIVE-3', title: 'Every provider gets its answer' } as const;

/**
 * Every provider whose link is up reports synced by the deadline that the link model computed for that
 * link at a heal, which allows for both sync steps: a provider asks once per connection, and an answer
 * that is lost is missed for ever, whether or not it had anything to say.
 */
export const providerUnsynced: Checker = {
  ...judged,
  check(history) {
    const deadlines = providerDeadlines(
      history,
      ({ status, synced }) => synced || status.status === 'closed',
    );
    const findings = deadlines
      .filter(({ isMet }) => !isMet)
      .map(({ before: { status }, dueMs }) => ({
        detail:
          `${status.device}'s provider on ${status.link} was not synced by the link's deadline at ` +
          `${Math.round(dueMs)} ms, though the link was up`,
        seq: status.seq,
        device: status.device,
        room: status.room,
      }));
    return conclude(
      judged,
      findings,
      deadlines.length > 0
        ? { saw: `${deadlines.length} times a provider on a link that was up was synced in time` }
        : { missing: 'no deadline passed undisturbed with a provider on a link that was up' },
    );
  },
};
